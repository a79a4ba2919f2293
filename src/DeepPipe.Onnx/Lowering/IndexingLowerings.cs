using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Tables looked up by index, and written by it.</summary>
internal static class IndexingLowerings
{
    private const string SizeFromValues = "the size of its result follows from values, which a graph's shapes cannot. Use where, or multiply by the mask.";

    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::index_select"] = (context, node) => context.Give(context.Emit(
            "Gather", [context.Name(node.Operands[0]), context.Name(node.Operands[2])], ("axis", Axis(context, node)))),
        ["aten::gather"] = (context, node) => context.Give(context.Emit(
            "GatherElements", [context.Name(node.Operands[0]), context.Name(node.Operands[2])], ("axis", Axis(context, node)))),
        ["aten::take"] = (context, node) => context.Give(context.Emit(
            "Gather", [Flat(context, node.Operands[0]), context.Name(node.Operands[1])], ("axis", 0))),
        ["aten::take_along_dim"] = TakeAlong,
        ["aten::one_hot"] = OneHot,
        ["aten::index"] = Index,
        ["aten::index_put"] = Put,
    };

    /// <summary>Operations whose result has as many numbers as its operands' values say.</summary>
    internal static readonly IReadOnlyDictionary<string, Lowering> Refused = new Dictionary<string, Lowering>
    {
        ["aten::nonzero"] = RefuseSize,
        ["aten::argwhere"] = RefuseSize,
        ["aten::masked_select"] = RefuseSize,
    };

    private static int Axis(LoweringContext context, GraphNode node) => context.Axis(node.Operands[1], context.TypeOf(node.Operands[0]).Rank);

    private static string Flat(LoweringContext context, Operand input) =>
        context.Emit("Reshape", [context.Name(input), context.Builder.Integers(-1)]);

    private static void RefuseSize(LoweringContext context, GraphNode node) => throw context.Refuse(SizeFromValues);

    // Operands: input, index, dimension (none: both flat). Both are broadcast but along the dimension.
    private static void TakeAlong(LoweringContext context, GraphNode node)
    {
        if (node.Operands[2] is Operand.None)
        {
            context.Give(context.Emit("GatherElements", [Flat(context, node.Operands[0]), Flat(context, node.Operands[1])], ("axis", 0)));
            return;
        }
        var result = node.Results[0].Type!.Shape;
        var axis = context.Axis(node.Operands[2], result.Count);
        string Widened(Operand operand)
        {
            var shape = context.TypeOf(operand).Shape;
            var wanted = result.Select((size, place) => place == axis ? shape[place] : size).ToList();
            return wanted.SequenceEqual(shape) ? context.Name(operand) : context.Emit("Expand", [context.Name(operand), context.Integers(wanted)]);
        }
        context.Give(context.Emit("GatherElements", [Widened(node.Operands[0]), Widened(node.Operands[1])], ("axis", axis)));
    }

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

    // Tensors of whole numbers along some dimensions, the others in full.
    private static void Index(LoweringContext context, GraphNode node)
    {
        var places = new IndexedPlaces(context, node);
        if (places.HasMask)
            throw context.Refuse(SizeFromValues);
        if (places.Axes is [var axis])
        {
            context.Give(context.Emit("Gather", [context.Name(node.Operands[0]), places.Only], ("axis", axis)));
            return;
        }
        var found = context.Emit("GatherND", [places.AxesFirst(context.Name(node.Operands[0])), places.Joined()]);
        context.Give(places.ToIndexed(found));
    }

    // Operands: input, indices, values, whether to add.
    private static void Put(LoweringContext context, GraphNode node)
    {
        var places = new IndexedPlaces(context, node);
        var values = context.As(node.Operands[2], node.Results[0].Type!.Element);
        var adds = node.Operands.Count > 3 && context.IsTrue(node.Operands[3]);
        if (places.HasMask)
        {
            if (context.TypeOf(node.Operands[2]).Shape.Any(size => size != new Size(1)) || adds)
                throw context.Refuse("a mask is written with one number. Use where for several.");
            var number = context.Emit("Reshape", [values, context.Builder.Integers()]);
            context.Give(context.Emit("Where", [places.Mask(), number, context.Name(node.Operands[0])]));
            return;
        }
        var spread = context.Emit("Expand", [values, context.Integers(places.IndexedShape)]);
        var written = context.Emit(
            "ScatterND",
            [places.AxesFirst(context.Name(node.Operands[0])), places.Joined(), places.FromIndexed(spread)],
            ("reduction", adds ? "add" : "none"));
        context.Give(places.FromAxesFirst(written));
    }
}
