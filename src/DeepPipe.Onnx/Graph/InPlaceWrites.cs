namespace DeepPipe.Onnx;

/// <summary>Makes in-place operations functional where nobody else can see the write.</summary>
/// <remarks>
/// The tracer gives the written tensor a new value, so that what follows reads the result. Others that show the same memory, the tensor
/// it is a view of or views taken before, would still show the old one: where one of them is used later, the write is refused.
/// </remarks>
internal static class InPlaceWrites
{
    private static readonly HashSet<string> Views =
    [
        "aten::view", "aten::reshape", "aten::view_as", "aten::flatten", "aten::unflatten", "aten::unsqueeze", "aten::squeeze", "aten::t",
        "aten::numpy_T", "aten::transpose", "aten::permute", "aten::expand", "aten::expand_as", "aten::broadcast_to", "aten::detach",
        "aten::alias", "aten::slice", "aten::narrow", "aten::select", "aten::split", "aten::split_with_sizes", "aten::chunk",
        "aten::unbind", "aten::contiguous", "aten::to", "prim::ListUnpack",
        "aten::dropout", "aten::feature_dropout", "aten::alpha_dropout", "aten::feature_alpha_dropout",   // in evaluation the input itself
    ];

    /// <exception cref="OnnxExportException">A write reaches a tensor that others see.</exception>
    internal static CapturedGraph MakeFunctional(CapturedGraph graph)
    {
        if (!graph.Nodes.Any(IsInPlace))
            return graph;
        var nodes = graph.Nodes
            .Select((node, index) => IsInPlace(node) ? Functional(graph, node, index) : node).ToList();
        return graph with { Nodes = nodes };
    }

    private static bool IsInPlace(GraphNode node) =>
        node.Kind.StartsWith("aten::", StringComparison.Ordinal) && node.Kind.EndsWith('_') && !node.Kind.EndsWith("__", StringComparison.Ordinal);

    private static GraphNode Functional(CapturedGraph graph, GraphNode node, int index)
    {
        var target = ((Operand.Value)node.Operands[0]).Source;
        var before = graph.Nodes.Take(index).ToList();
        var whole = WholeOf(before, target);
        if (whole.Leaf is not null || IsSeen(graph, OthersOf(before, whole, target), index))
            throw new OnnxExportException(
                $"{node.Description} writes into a tensor that is an input, a parameter, a view, or has views in use. Write the operation "
                + $"without the underscore: {node.Kind.TrimEnd('_')}.");
        return node with { Kind = node.Kind.TrimEnd('_') };
    }

    // What a view is a part of.
    private static GraphValue WholeOf(IReadOnlyList<GraphNode> before, GraphValue value)
    {
        while (before.LastOrDefault(other => other.Results.Contains(value)) is { Operands: [Operand.Value viewed, ..] } maker
            && Views.Contains(maker.Kind))
            value = viewed.Source;
        return value;
    }

    // All that show the same memory, except the parts that were cut apart from the one that is written.
    private static HashSet<GraphValue> OthersOf(IReadOnlyList<GraphNode> before, GraphValue whole, GraphValue target)
    {
        var seen = new HashSet<GraphValue> { whole };
        foreach (var node in before.Where(node => Views.Contains(node.Kind) && Uses(node, seen)))
            if (node.Kind == "prim::ListUnpack" && node.Results.Contains(target))
                seen.Add(target);
            else
                seen.UnionWith(node.Results);
        seen.Remove(target);
        return seen;
    }

    private static bool IsSeen(CapturedGraph graph, HashSet<GraphValue> values, int index) =>
        graph.Nodes.Skip(index + 1).Any(node => Uses(node, values)) || graph.Outputs.Any(values.Contains);

    private static bool Uses(GraphNode node, HashSet<GraphValue> values) => node.Operands.Any(operand => Uses(operand, values));

    private static bool Uses(Operand operand, HashSet<GraphValue> values) => operand switch
    {
        Operand.Value value => values.Contains(value.Source),
        Operand.List list => list.Items.Any(item => Uses(item, values)),
        _ => false,
    };
}
