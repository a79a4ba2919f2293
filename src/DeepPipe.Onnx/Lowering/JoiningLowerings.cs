namespace DeepPipe.Onnx;

/// <summary>Tensors put beside each other along a dimension that the name of the function tells.</summary>
internal static class JoiningLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::hstack"] = (context, node) => Join(context, node, 1, node.Results[0].Type!.Rank == 1 ? 0 : 1),
        ["aten::vstack"] = (context, node) => Join(context, node, 2, 0),
        ["aten::row_stack"] = (context, node) => Join(context, node, 2, 0),
        ["aten::dstack"] = (context, node) => Join(context, node, 3, 2),
        ["aten::column_stack"] = (context, node) => JoinParts(
            context, node, 1, (part, rank) => rank < 2 ? context.Emit("Reshape", [part, context.Builder.Integers(-1, 1)]) : part),
        ["aten::atleast_1d"] = (context, node) => context.Give(AtLeast(context, node.Operands[0], 1)),
        ["aten::atleast_2d"] = (context, node) => context.Give(AtLeast(context, node.Operands[0], 2)),
        ["aten::atleast_3d"] = (context, node) => context.Give(AtLeast(context, node.Operands[0], 3)),
    };

    private static void Join(LoweringContext context, GraphNode node, int rank, int axis) =>
        JoinParts(context, node, axis, (part, had) => AtLeast(context, part, had, rank));

    private static void JoinParts(LoweringContext context, GraphNode node, int axis, Func<string, int, string> widen)
    {
        var parts = ((Operand.List)node.Operands[0]).Items
            .Select(part => widen(context.As(part, ArithmeticLowerings.Result(node)), context.TypeOf(part).Rank)).ToList();
        context.Give(parts.Count == 1 ? parts[0] : context.Emit("Concat", parts, ("axis", axis)));
    }

    private static string AtLeast(LoweringContext context, Operand operand, int rank) =>
        AtLeast(context, context.Name(operand), context.TypeOf(operand).Rank, rank);

    // A vector becomes [1, n], and [1, n, 1]; a matrix [m, n, 1].
    private static string AtLeast(LoweringContext context, string part, int had, int rank)
    {
        IReadOnlyList<long> added = (had, rank) switch
        {
            (0, 1) => [0],
            (0, 2) => [0, 1],
            (0, 3) => [0, 1, 2],
            (1, 2) => [0],
            (1, 3) => [0, 2],
            (2, 3) => [2],
            _ => [],
        };
        return added.Count == 0 ? part : context.Emit("Unsqueeze", [part, context.Builder.Integers(added)]);
    }
}
