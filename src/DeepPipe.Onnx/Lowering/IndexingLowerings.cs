using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Tables looked up by index.</summary>
internal static class IndexingLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::index_select"] = (context, node) => context.Give(context.Emit(
            "Gather", [context.Name(node.Operands[0]), context.Name(node.Operands[2])], ("axis", Axis(context, node)))),
        ["aten::gather"] = (context, node) => context.Give(context.Emit(
            "GatherElements", [context.Name(node.Operands[0]), context.Name(node.Operands[2])], ("axis", Axis(context, node)))),
        ["aten::one_hot"] = OneHot,
        ["aten::index"] = Index,
    };

    private static int Axis(LoweringContext context, GraphNode node) => context.Axis(node.Operands[1], context.TypeOf(node.Operands[0]).Rank);

    private static void OneHot(LoweringContext context, GraphNode node)
    {
        var classes = node.Results[0].Type!.Shape[^1];
        if (!classes.IsFixed || context.Fixed(node.Operands[1]) < 0)
            throw context.Refuse("the number of classes must be given.");
        context.Give(context.Emit(
            "OneHot",
            [context.Name(node.Operands[0]), context.Scalar(classes.Offset, ScalarType.Int64), context.Builder.Integers(0, 1)],
            ("axis", -1)));
    }

    // One whole-number tensor along one dimension, the others in full.
    private static void Index(LoweringContext context, GraphNode node)
    {
        var indices = ((Operand.List)node.Operands[1]).Items;
        var used = Enumerable.Range(0, indices.Count).Where(axis => indices[axis] is not Operand.None).ToList();
        if (used.Count != 1 || context.TypeOf(indices[used[0]]).Element is ScalarType.Bool or ScalarType.Byte)
            throw context.Refuse("indexing is known with one tensor of whole numbers.");
        context.Give(context.Emit("Gather", [context.Name(node.Operands[0]), context.Name(indices[used[0]])], ("axis", used[0])));
    }
}
