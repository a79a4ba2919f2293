using static TorchSharp.torch;

namespace DeepPipe.Torch;

/// <summary>What <see cref="Tracer.Trace"/> recorded.</summary>
/// <param name="Text">
/// The graph as libtorch prints it, a node a line. The first lines are the leaves <c>v0</c>, <c>v1</c> ... Numbers of tensors in it are
/// rounded: take those of <paramref name="Constants"/>.
/// </param>
/// <param name="Outputs">The names of the forward's results in the text.</param>
/// <param name="Scopes">The module that made a value, by the value's name; constants from outside have none.</param>
/// <param name="Constants">The exact value of each constant that an operation uses, by its name.</param>
public sealed record TracedGraph(
    string Text,
    IReadOnlyList<string> Outputs,
    IReadOnlyDictionary<string, string> Scopes,
    IReadOnlyDictionary<string, TracedConstant> Constants);

/// <summary>The exact value of a constant.</summary>
/// <param name="Bits">The bits of an int, a bool or a float64; the text says which it is.</param>
/// <param name="Tensor">The tensor, where it is one; whoever reads the graph disposes it.</param>
public sealed record TracedConstant(ulong Bits, Tensor? Tensor);
