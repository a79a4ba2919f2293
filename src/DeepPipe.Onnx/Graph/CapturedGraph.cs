using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>A value of a captured graph: a leaf, or the result of a node.</summary>
internal sealed class GraphValue(string name, TensorType? type, GraphLeaf? leaf = null)
{
    internal string Name { get; } = name;

    /// <summary>Null for a list of tensors.</summary>
    internal TensorType? Type { get; } = type;

    internal GraphLeaf? Leaf { get; } = leaf;

    /// <summary>How far apart in memory neighbours of each dimension lay when it was captured; null where it is not told.</summary>
    internal IReadOnlyList<long>? Strides { get; init; }
}

/// <summary>Where a graph begins.</summary>
internal abstract record GraphLeaf
{
    /// <summary>An input of the model, by its position.</summary>
    internal sealed record Input(int Index) : GraphLeaf;

    /// <summary>A parameter or buffer, by its name in the state dictionary.</summary>
    internal sealed record State(string Name, Tensor Tensor) : GraphLeaf;

    /// <summary>A tensor that the forward brought along: neither input, nor parameter, nor buffer.</summary>
    internal sealed record Constant(Tensor Tensor) : GraphLeaf;
}

/// <summary>One ATen operation.</summary>
/// <param name="Kind">Its name, such as <c>aten::relu</c>.</param>
/// <param name="Operands">What it was called with, in the order of its schema.</param>
/// <param name="Results">What it gave.</param>
/// <param name="Module">The path of the module that called it; empty at the root.</param>
internal sealed record GraphNode(string Kind, IReadOnlyList<Operand> Operands, IReadOnlyList<GraphValue> Results, string Module)
{
    /// <summary>The words for error messages.</summary>
    internal string Description => $"{Kind}({string.Join(", ", Operands)}) in {Place}";

    /// <summary>Where it was called, in words.</summary>
    internal string Place => Module.Length == 0 ? "the root module" : $"module \"{Module}\"";
}

/// <summary>A forward pass as operations, in the order they ran.</summary>
internal sealed record CapturedGraph(
    IReadOnlyList<GraphNode> Nodes, IReadOnlyList<GraphValue> Outputs, IReadOnlyList<GraphValue> Leaves) : IDisposable
{
    /// <summary>What a user should know of the capture, a sentence each.</summary>
    internal IReadOnlyList<string> Cautions { get; init; } = [];

    /// <summary>Disposes the tensors that the forward brought along.</summary>
    public void Dispose()
    {
        foreach (var leaf in Leaves)
            (leaf.Leaf as GraphLeaf.Constant)?.Tensor.Dispose();
    }
}
