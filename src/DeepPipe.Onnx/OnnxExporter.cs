using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepPipe.Onnx;

/// <summary>Exports TorchSharp modules to ONNX (opset 21, IR 10), in evaluation mode, by capturing what their forward does.</summary>
/// <remarks>
/// <para>
/// Dimension 0 of each input is the rows, of any number, unless <see cref="OnnxOptions.DynamicDimensions"/> says otherwise; all other
/// dimensions are those of the example. The forward runs several times, at several sizes. The modules are left as they were, buffers that
/// the forward writes included (parameters that it writes are not), and may be on any device. While an export runs they are in evaluation
/// mode, for other threads too: do not train the same modules meanwhile. Exports on several threads take turns.
/// </para>
/// <para>
/// A tensor that the forward brings along and that is neither parameter nor buffer is taken with its exact bits;
/// <see cref="OnnxModel.Notes"/> and <see cref="Explain(IReadOnlyList{ValueTuple{string, Module}}, IReadOnlyList{Tensor}, Func{IReadOnlyList{Tensor}, IReadOnlyList{Tensor}}, OnnxOptions)"/> name it.
/// </para>
/// <para>
/// A number read from data (<c>item()</c>) is found where it differs between the examples as they are, their first and their last row,
/// with floating-point numbers changed besides; one read from whole numbers or booleans that are the same in all rows is frozen into the
/// graph. A branch that none of these values takes is not in the graph, and cannot be found either; nor can a rule of sizes that
/// only sizes beyond the captured ones show, such as <c>Math.Min(rows, 512)</c>.
/// </para>
/// <para>
/// The largest or smallest of several numbers, and its place, differ from torch's where some of them are NaN: torch answers with the NaN,
/// ONNX Runtime may pass over it. Some of libtorch's operations end the process where shapes do not fit (matrix products of three or more
/// dimensions among them): run a stranger's forward in a process of its own first.
/// </para>
/// </remarks>
public static partial class OnnxExporter
{
    private static readonly Lock Turn = new();

    /// <summary>Exports a pass over modules to a file.</summary>
    /// <param name="modules">The modules whose parameters the pass uses, each with the prefix of its names in the file (may be empty).</param>
    /// <param name="examples">A tensor an input, of one or more rows.</param>
    /// <param name="forward">The pass over tensors like the examples.</param>
    /// <param name="path">The file. It is replaced in one step when the model is written in full; after a failure it is as it was.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <returns>As of <see cref="OnnxModel.Notes"/>.</returns>
    /// <exception cref="OnnxExportException">
    /// The forward does what cannot be exported, and the message says what and where; or <see cref="OnnxOptions.Verify"/> refused the model.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written: its folder is not there, it is a folder itself, or the disk refuses.</exception>
    public static IReadOnlyList<string> Export(
        IReadOnlyList<(string Name, Module Module)> modules,
        IReadOnlyList<Tensor> examples,
        Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> forward,
        string path,
        OnnxOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new OnnxOptions();
        ModelFile.RequirePlace(path);
        var model = Capture(modules, examples, forward, options);
        ModelFile.Write(model, path, options.ExternalWeightBytes, Verification(model, modules, examples, forward, options));
        return model.Notes;
    }

    /// <summary>Exports a pass over modules to a stream.</summary>
    /// <param name="modules">The modules whose parameters the pass uses, each with the prefix of its names in the file (may be empty).</param>
    /// <param name="examples">A tensor an input, of one or more rows.</param>
    /// <param name="forward">The pass over tensors like the examples.</param>
    /// <param name="stream">Takes the bytes once the model is complete; it stays open.</param>
    /// <param name="options">How; null for the defaults. Weights cannot lie outside a stream.</param>
    /// <returns>As of <see cref="OnnxModel.Notes"/>.</returns>
    /// <exception cref="OnnxExportException">As for a file; or the model is larger than 2 GB.</exception>
    public static IReadOnlyList<string> Export(
        IReadOnlyList<(string Name, Module Module)> modules,
        IReadOnlyList<Tensor> examples,
        Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> forward,
        Stream stream,
        OnnxOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        options ??= new OnnxOptions();
        var model = Capture(modules, examples, forward, options);
        if (Verification(model, modules, examples, forward, options) is { } verify)
            ModelFile.Verify(model, verify);
        model.Save(stream);
        return model.Notes;
    }

    /// <summary>Captures a pass over modules.</summary>
    /// <param name="modules">The modules whose parameters the pass uses, each with the prefix of its names in the file (may be empty).</param>
    /// <param name="examples">A tensor an input, of one or more rows.</param>
    /// <param name="forward">The pass over tensors like the examples. It runs several times.</param>
    /// <param name="options">How; null for the defaults. <see cref="OnnxOptions.Verify"/> is not called.</param>
    /// <returns>The model, in memory.</returns>
    /// <exception cref="OnnxExportException">The forward does what cannot be exported; the message says what, and where.</exception>
    public static OnnxModel Capture(
        IReadOnlyList<(string Name, Module Module)> modules,
        IReadOnlyList<Tensor> examples,
        Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> forward,
        OnnxOptions? options = null)
    {
        options ??= new OnnxOptions();
        using var graph = Trace(modules, examples, forward, options);
        var inputs = Names(options.InputNames, examples.Count, "input");
        var outputs = Names(options.OutputNames, graph.Outputs.Count, "output");
        if (inputs.Intersect(outputs).FirstOrDefault() is { } shared)
            throw new OnnxExportException($"\"{shared}\" names an input and an output. Give the output another name.");
        return OnnxModelWriter.Write(graph, inputs, outputs, options);
    }

    /// <summary>Tells what an export would do, operation by operation, without writing anything; also where it would fail.</summary>
    /// <param name="modules">The modules whose parameters the pass uses, each with the prefix of its names in the file (may be empty).</param>
    /// <param name="examples">A tensor an input, of one or more rows.</param>
    /// <param name="forward">The pass over tensors like the examples. It runs several times.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="OnnxExportException">The forward cannot be captured: it fails, or values steer it.</exception>
    public static OnnxExplanation Explain(
        IReadOnlyList<(string Name, Module Module)> modules,
        IReadOnlyList<Tensor> examples,
        Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> forward,
        OnnxOptions? options = null)
    {
        options ??= new OnnxOptions();
        using var graph = Trace(modules, examples, forward, options);
        var builder = new OnnxGraphBuilder();
        var inputs = Names(options.InputNames, examples.Count, "input").Select(builder.Reserve).ToList();
        return new OnnxExplanation(new LoweringContext(builder, graph, inputs, options).Explain(), [.. CapturedConstants.Describe(graph), .. graph.Cautions]);
    }

    // Modes and hooks belong to the modules, which threads may share.
    private static CapturedGraph Trace(
        IReadOnlyList<(string Name, Module Module)> modules,
        IReadOnlyList<Tensor> examples,
        Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> forward,
        OnnxOptions options)
    {
        ArgumentNullException.ThrowIfNull(modules);
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(forward);
        for (var input = 0; input < examples.Count; input++)
            ArgumentNullException.ThrowIfNull(examples[input], $"{nameof(examples)}[{input}]");
        options.Check();
        lock (Turn)
            return GraphCapture.Run(new CaptureRequest(modules, examples, DynamicDimension.Of(options, examples), forward));
    }

    private static Func<string, string?>? Verification(
        OnnxModel model,
        IReadOnlyList<(string Name, Module Module)> modules,
        IReadOnlyList<Tensor> examples,
        Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> forward,
        OnnxOptions options)
    {
        if (options.Verify is not { } verify)
            return null;
        return path =>
        {
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            IReadOnlyList<Tensor> outputs;
            lock (Turn)
            {
                using var mode = new EvaluationMode(modules.Select(module => module.Module));
                outputs = forward(examples.Select(example => example.clone()).ToList());     // the forward may write into them
            }
            return verify(new OnnxCandidate(path, Named(model.Inputs, examples), Named(model.Outputs, outputs)));
        };
    }

    private static IReadOnlyList<(string, Tensor)> Named(IReadOnlyList<string> names, IReadOnlyList<Tensor> tensors) =>
        names.Zip(tensors, (name, tensor) => (name, tensor)).ToList();

    private static IReadOnlyList<string> Names(IReadOnlyList<string> given, int count, string otherwise)
    {
        if (given.Count == 0)
            return count == 1 ? [otherwise] : Enumerable.Range(0, count).Select(index => $"{otherwise}_{index}").ToList();
        return given.Count == count && given.Distinct().Count() == count && !given.Any(string.IsNullOrEmpty)
            ? given
            : throw new OnnxExportException(
                $"{count} {otherwise}s need {count} different names of a character or more; given: {string.Join(", ", given.Select(name => $"\"{name}\""))}.");
    }
}
