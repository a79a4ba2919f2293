namespace DeepPipe.Onnx;

/// <summary>Tells of tensors that a forward brought along.</summary>
internal static class CapturedConstants
{
    internal static IReadOnlyList<string> Describe(CapturedGraph graph) =>
        graph.Leaves.Where(leaf => leaf.Leaf is GraphLeaf.Constant).Select(leaf => Describe(leaf, graph)).OfType<string>().ToList();

    /// <summary>The first operation that takes a value; null where none does.</summary>
    internal static GraphNode? UserOf(GraphValue value, CapturedGraph graph) =>
        graph.Nodes.FirstOrDefault(node => node.Operands.Any(operand => Uses(operand, value)));

    private static string? Describe(GraphValue constant, CapturedGraph graph) =>
        UserOf(constant, graph) is { } user
            ? $"A tensor {constant.Type} that is neither parameter nor buffer is taken as it is; {user.Kind} in {user.Place} uses it. "
                + "Register it as a buffer to give it a name."
            : null;

    private static bool Uses(Operand operand, GraphValue value) => operand switch
    {
        Operand.Value { Source: var source } => source.Name == value.Name,
        Operand.List list => list.Items.Any(item => Uses(item, value)),
        _ => false,
    };
}
