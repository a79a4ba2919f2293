using static TorchSharp.torch;

namespace DeepPipe.Torch;

/// <summary>What <see cref="Tracer.Trace"/> recorded.</summary>
/// <param name="Text">
/// The graph as libtorch prints it, a node a line. The first lines are the leaves <c>v0</c>, <c>v1</c> ...; then come the recorded
/// nodes. Numbers of tensors in it are rounded: take those of <paramref name="Constants"/>.
/// </param>
/// <param name="Outputs">The names of the forward's results in the text.</param>
/// <param name="Scopes">The module that ran, for each recorded node.</param>
/// <param name="Constants">The exact value of each recorded node that is a constant; null for the others.</param>
public sealed record TracedGraph(
    string Text, IReadOnlyList<string> Outputs, IReadOnlyList<string> Scopes, IReadOnlyList<TracedConstant?> Constants);

/// <summary>The exact value of a constant.</summary>
/// <param name="Bits">The bits of an int, a bool or a float64; the text says which it is.</param>
/// <param name="Tensor">The tensor, where it is one; whoever reads the graph disposes it.</param>
public sealed record TracedConstant(ulong Bits, Tensor? Tensor);
