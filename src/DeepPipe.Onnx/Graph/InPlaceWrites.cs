namespace DeepPipe.Onnx;

/// <summary>Makes in-place operations functional where nobody else can see the write.</summary>
/// <remarks>
/// The tracer gives the written tensor a new value, so that what follows reads the result. Only a view taken before would still show
/// the old one: writes into views, and into tensors that have views in use, are refused.
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
        var maker = graph.Nodes.Take(index).LastOrDefault(other => other.Results.Contains(target));
        if (maker is null || Views.Contains(maker.Kind) || HasViewInUse(graph, target, index))
            throw new OnnxExportException(
                $"{node.Description} writes into a tensor that is an input, a parameter, a view, or has views in use. Write the operation "
                + $"without the underscore: {node.Kind.TrimEnd('_')}.");
        return node with { Kind = node.Kind.TrimEnd('_') };
    }

    private static bool HasViewInUse(CapturedGraph graph, GraphValue target, int index)
    {
        var views = new HashSet<GraphValue> { target };
        foreach (var node in graph.Nodes.Take(index).Where(node => Views.Contains(node.Kind) && Uses(node, views)))
            views.UnionWith(node.Results);
        views.Remove(target);
        return graph.Nodes.Skip(index + 1).Any(node => Uses(node, views)) || graph.Outputs.Any(views.Contains);
    }

    private static bool Uses(GraphNode node, HashSet<GraphValue> values) => node.Operands.Any(operand => Uses(operand, values));

    private static bool Uses(Operand operand, HashSet<GraphValue> values) => operand switch
    {
        Operand.Value value => values.Contains(value.Source),
        Operand.List list => list.Items.Any(item => Uses(item, values)),
        _ => false,
    };
}
