using System.Runtime.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepPipe.Onnx;

// The forms that save a user the lists. A result may be a tensor, a tuple of them at any depth, or a list; null is left out.
public static partial class OnnxExporter
{
    /// <summary>Exports a module of one input to a file.</summary>
    /// <param name="module">Any module, on any device.</param>
    /// <param name="example">An input of one or more rows, shape [rows, ...].</param>
    /// <param name="path">The file. It is replaced in one step when the model is written in full; after a failure it is as it was.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <returns>As of <see cref="OnnxModel.Notes"/>.</returns>
    /// <exception cref="OnnxExportException">The forward does what cannot be exported; the message says what, and where.</exception>
    public static IReadOnlyList<string> Export<TResult>(Module<Tensor, TResult> module, Tensor example, string path, OnnxOptions? options = null) =>
        Export([("", Given(module))], [example], inputs => Tensors(module.call(inputs[0])), path, options);

    /// <inheritdoc cref="Export{TResult}(Module{Tensor, TResult}, Tensor, string, OnnxOptions)"/>
    /// <param name="module">Any module, on any device.</param>
    /// <param name="example">An input of one or more rows, shape [rows, ...].</param>
    /// <param name="stream">Takes the bytes once the model is complete; it stays open.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <returns>As of <see cref="OnnxModel.Notes"/>.</returns>
    public static IReadOnlyList<string> Export<TResult>(Module<Tensor, TResult> module, Tensor example, Stream stream, OnnxOptions? options = null) =>
        Export([("", Given(module))], [example], inputs => Tensors(module.call(inputs[0])), stream, options);

    /// <summary>Exports a module of two inputs to a file.</summary>
    /// <param name="module">Any module, on any device.</param>
    /// <param name="examples">Inputs of one or more rows.</param>
    /// <param name="path">The file. It is replaced in one step when the model is written in full; after a failure it is as it was.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <returns>As of <see cref="OnnxModel.Notes"/>.</returns>
    /// <exception cref="OnnxExportException">The forward does what cannot be exported; the message says what, and where.</exception>
    public static IReadOnlyList<string> Export<TResult>(
        Module<Tensor, Tensor, TResult> module, (Tensor, Tensor) examples, string path, OnnxOptions? options = null) =>
        Export([("", Given(module))], [examples.Item1, examples.Item2], inputs => Tensors(module.call(inputs[0], inputs[1])), path, options);

    /// <inheritdoc cref="Export{TResult}(Module{Tensor, Tensor, TResult}, ValueTuple{Tensor, Tensor}, string, OnnxOptions)"/>
    /// <param name="module">Any module, on any device.</param>
    /// <param name="examples">Inputs of one or more rows.</param>
    /// <param name="stream">Takes the bytes once the model is complete; it stays open.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <returns>As of <see cref="OnnxModel.Notes"/>.</returns>
    public static IReadOnlyList<string> Export<TResult>(
        Module<Tensor, Tensor, TResult> module, (Tensor, Tensor) examples, Stream stream, OnnxOptions? options = null) =>
        Export([("", Given(module))], [examples.Item1, examples.Item2], inputs => Tensors(module.call(inputs[0], inputs[1])), stream, options);

    /// <summary>Exports a module of three inputs to a file.</summary>
    /// <param name="module">Any module, on any device.</param>
    /// <param name="examples">Inputs of one or more rows.</param>
    /// <param name="path">The file. It is replaced in one step when the model is written in full; after a failure it is as it was.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <returns>As of <see cref="OnnxModel.Notes"/>.</returns>
    /// <exception cref="OnnxExportException">The forward does what cannot be exported; the message says what, and where.</exception>
    public static IReadOnlyList<string> Export<TResult>(
        Module<Tensor, Tensor, Tensor, TResult> module, (Tensor, Tensor, Tensor) examples, string path, OnnxOptions? options = null) =>
        Export(
            [("", Given(module))], [examples.Item1, examples.Item2, examples.Item3],
            inputs => Tensors(module.call(inputs[0], inputs[1], inputs[2])), path, options);

    /// <inheritdoc cref="Export{TResult}(Module{Tensor, Tensor, Tensor, TResult}, ValueTuple{Tensor, Tensor, Tensor}, string, OnnxOptions)"/>
    /// <param name="module">Any module, on any device.</param>
    /// <param name="examples">Inputs of one or more rows.</param>
    /// <param name="stream">Takes the bytes once the model is complete; it stays open.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <returns>As of <see cref="OnnxModel.Notes"/>.</returns>
    public static IReadOnlyList<string> Export<TResult>(
        Module<Tensor, Tensor, Tensor, TResult> module, (Tensor, Tensor, Tensor) examples, Stream stream, OnnxOptions? options = null) =>
        Export(
            [("", Given(module))], [examples.Item1, examples.Item2, examples.Item3],
            inputs => Tensors(module.call(inputs[0], inputs[1], inputs[2])), stream, options);

    /// <summary>Exports a function of one tensor to a file.</summary>
    /// <param name="forward">The function.</param>
    /// <param name="modules">The modules that it closes over; parameters of others that require gradients are refused.</param>
    /// <param name="example">An input of one or more rows, shape [rows, ...].</param>
    /// <param name="path">The file. It is replaced in one step when the model is written in full; after a failure it is as it was.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <returns>As of <see cref="OnnxModel.Notes"/>.</returns>
    /// <exception cref="OnnxExportException">The forward does what cannot be exported; the message says what, and where.</exception>
    public static IReadOnlyList<string> Export<TResult>(
        Func<Tensor, TResult> forward,
        IReadOnlyList<(string Name, Module Module)> modules,
        Tensor example,
        string path,
        OnnxOptions? options = null) =>
        Export(modules, [example], inputs => Tensors(forward(inputs[0])), path, options);

    /// <inheritdoc cref="Export{TResult}(Func{Tensor, TResult}, IReadOnlyList{ValueTuple{string, Module}}, Tensor, string, OnnxOptions)"/>
    /// <param name="forward">The function.</param>
    /// <param name="modules">The modules that it closes over; parameters of others that require gradients are refused.</param>
    /// <param name="example">An input of one or more rows, shape [rows, ...].</param>
    /// <param name="stream">Takes the bytes once the model is complete; it stays open.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <returns>As of <see cref="OnnxModel.Notes"/>.</returns>
    public static IReadOnlyList<string> Export<TResult>(
        Func<Tensor, TResult> forward,
        IReadOnlyList<(string Name, Module Module)> modules,
        Tensor example,
        Stream stream,
        OnnxOptions? options = null) =>
        Export(modules, [example], inputs => Tensors(forward(inputs[0])), stream, options);

    /// <summary>Tells what the export of a module of one input would do; see the form of several inputs.</summary>
    /// <param name="module">Any module, on any device.</param>
    /// <param name="example">An input of one or more rows, shape [rows, ...].</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="OnnxExportException">The forward cannot be captured: it fails, or values steer it.</exception>
    public static OnnxExplanation Explain<TResult>(Module<Tensor, TResult> module, Tensor example, OnnxOptions? options = null) =>
        Explain([("", Given(module))], [example], inputs => Tensors(module.call(inputs[0])), options);

    /// <summary>Tells what the export of a module of two inputs would do; see the form of several inputs.</summary>
    /// <param name="module">Any module, on any device.</param>
    /// <param name="examples">Inputs of one or more rows.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="OnnxExportException">The forward cannot be captured: it fails, or values steer it.</exception>
    public static OnnxExplanation Explain<TResult>(
        Module<Tensor, Tensor, TResult> module, (Tensor, Tensor) examples, OnnxOptions? options = null) =>
        Explain([("", Given(module))], [examples.Item1, examples.Item2], inputs => Tensors(module.call(inputs[0], inputs[1])), options);

    /// <summary>Tells what the export of a module of three inputs would do; see the form of several inputs.</summary>
    /// <param name="module">Any module, on any device.</param>
    /// <param name="examples">Inputs of one or more rows.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="OnnxExportException">The forward cannot be captured: it fails, or values steer it.</exception>
    public static OnnxExplanation Explain<TResult>(
        Module<Tensor, Tensor, Tensor, TResult> module, (Tensor, Tensor, Tensor) examples, OnnxOptions? options = null) =>
        Explain(
            [("", Given(module))], [examples.Item1, examples.Item2, examples.Item3],
            inputs => Tensors(module.call(inputs[0], inputs[1], inputs[2])), options);

    /// <summary>Tells what the export of a function of one tensor would do; see the form of several inputs.</summary>
    /// <param name="forward">The function.</param>
    /// <param name="modules">The modules that it closes over; parameters of others that require gradients are refused.</param>
    /// <param name="example">An input of one or more rows, shape [rows, ...].</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="OnnxExportException">The forward cannot be captured: it fails, or values steer it.</exception>
    public static OnnxExplanation Explain<TResult>(
        Func<Tensor, TResult> forward, IReadOnlyList<(string Name, Module Module)> modules, Tensor example, OnnxOptions? options = null) =>
        Explain(modules, [example], inputs => Tensors(forward(inputs[0])), options);

    private static Module Given(Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        return module;
    }

    private static IReadOnlyList<Tensor> Tensors(object? result) => result switch
    {
        null => [],
        Tensor { IsInvalid: true } => [],       // what a module leaves out, such as the weights of attention
        Tensor tensor => [tensor],
        IEnumerable<Tensor> tensors => tensors.ToList(),
        ITuple tuple => Enumerable.Range(0, tuple.Length).SelectMany(index => Tensors(tuple[index])).ToList(),
        _ => throw new OnnxExportException(
            $"The forward gives a {result.GetType()}. Known are tensors, tuples and lists of them."),
    };
}
