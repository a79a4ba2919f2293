using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepPipe.Onnx;

/// <summary>Exports TorchSharp modules to ONNX (opset 21, IR 10), in evaluation mode, by capturing what their forward does.</summary>
/// <remarks>
/// Dimension 0 of each input is the rows, of any number, unless <see cref="OnnxOptions.DynamicDimensions"/> says otherwise; all other
/// dimensions are those of the example. The modules are left as they were.
/// A number read from data (<c>item()</c>) is found where it differs between the examples as they are, their first and their last row,
/// with floating-point numbers changed besides; one read from whole numbers or booleans that are the same in all rows is frozen into the
/// graph. A branch that none of these values takes is not in the graph, and cannot be found either.
/// The largest or smallest of several numbers, and its place, differ from torch's where some of them are NaN: torch answers with the NaN,
/// ONNX Runtime may pass over it.
/// </remarks>
public static class OnnxExporter
{
    /// <summary>Exports a module of one input and one output to a file.</summary>
    /// <param name="module">Any module, on any device.</param>
    /// <param name="example">An input of one or more rows, shape [rows, ...].</param>
    /// <param name="path">The file. It is replaced in one step when the model is written in full; after a failure it is as it was.</param>
    /// <param name="options">Names and metadata.</param>
    /// <exception cref="OnnxExportException">The forward does what cannot be exported; the message says what, and where.</exception>
    public static void Export(Module<Tensor, Tensor> module, Tensor example, string path, OnnxOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        var model = Capture([("", module)], [example], inputs => [module.call(inputs[0])], options);
        var partial = $"{path}.{Guid.NewGuid():N}.partial";
        try
        {
            using (var file = File.Create(partial))
            {
                model.Save(file);
                file.Flush(flushToDisk: true);
            }
            File.Move(partial, path, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    /// <summary>Captures a pass over modules.</summary>
    /// <param name="modules">The modules whose parameters the pass uses, each with the prefix of its names in the file (may be empty).</param>
    /// <param name="examples">A tensor an input, of one or more rows.</param>
    /// <param name="forward">The pass over tensors like the examples. It runs several times.</param>
    /// <param name="options">Names and metadata.</param>
    /// <returns>The model, in memory.</returns>
    /// <exception cref="OnnxExportException">The forward does what cannot be exported; the message says what, and where.</exception>
    public static OnnxModel Capture(
        IReadOnlyList<(string Name, Module Module)> modules,
        IReadOnlyList<Tensor> examples,
        Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> forward,
        OnnxOptions? options = null)
    {
        options ??= new OnnxOptions();
        using var graph = GraphCapture.Run(new CaptureRequest(modules, examples, DynamicDimension.Of(options, examples), forward));
        var inputs = Names(options.InputNames, examples.Count, "input");
        var outputs = Names(options.OutputNames, graph.Outputs.Count, "output");
        return OnnxModelWriter.Write(graph, inputs, outputs, options);
    }

    private static IReadOnlyList<string> Names(IReadOnlyList<string> given, int count, string otherwise)
    {
        if (given.Count == 0)
            return count == 1 ? [otherwise] : Enumerable.Range(0, count).Select(index => $"{otherwise}_{index}").ToList();
        return given.Count == count && given.Distinct().Count() == count
            ? given
            : throw new OnnxExportException($"{count} {otherwise}s need {count} different names; given: {string.Join(", ", given)}.");
    }
}
