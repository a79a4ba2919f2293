using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Areas under lines, and extremes up to a place.</summary>
internal static class IntegralLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::trapezoid"] = (context, node) => context.Give(context.Emit(
            "ReduceSum", [Pieces(context, node), context.Builder.Integers(Axis(context, node))], ("keepdims", 0))),
        ["aten::cumulative_trapezoid"] = (context, node) => context.Give(context.Emit(
            "CumSum", [Pieces(context, node), context.Scalar(Axis(context, node), ScalarType.Int64)])),
        ["aten::cummax"] = RunningExtreme("ReduceMax", double.NegativeInfinity),
        ["aten::cummin"] = RunningExtreme("ReduceMin", double.PositiveInfinity),
    };

    private static long Axis(LoweringContext context, GraphNode node) => context.Axis(node.Operands[2], context.TypeOf(node.Operands[0]).Rank);

    // Operands: heights, where they stand (one number: how far apart), dimension. The mean of two neighbours times what is between them.
    private static string Pieces(LoweringContext context, GraphNode node)
    {
        var element = ArithmeticLowerings.Result(node);
        var rank = context.TypeOf(node.Operands[0]).Rank;
        var axis = Axis(context, node);
        var heights = context.As(node.Operands[0], element);
        var sums = context.Emit("Add", [Cut(context, heights, axis, 1, long.MaxValue), Cut(context, heights, axis, 0, -1)]);
        if (node.Operands[1] is not Operand.Value { Source.Type: { Rank: var placeRank } })
            return context.Emit("Mul", [sums, context.Scalar(context.Number(node.Operands[1]) / 2, element)]);
        var places = context.As(node.Operands[1], element);
        var placeAxis = placeRank == 1 ? 0 : axis - (rank - placeRank);
        var widths = context.Emit("Sub", [Cut(context, places, placeAxis, 1, long.MaxValue), Cut(context, places, placeAxis, 0, -1)]);
        if (placeRank == 1 && axis < rank - 1)
            widths = Before(context, widths, (int)(rank - 1 - axis));
        return context.Emit("Mul", [context.Emit("Mul", [sums, widths]), context.Scalar(0.5, element)]);
    }

    // A vector along the dimension that stands before so many others.
    private static string Before(LoweringContext context, string vector, int others) => context.Emit(
        "Unsqueeze", [vector, context.Builder.Integers(Enumerable.Range(1, others).Select(place => (long)place).ToList())]);

    private static string Cut(LoweringContext context, string values, long axis, long start, long end) => context.Emit(
        "Slice", [values, context.Builder.Integers(start), context.Builder.Integers(end), context.Builder.Integers(axis)]);

    // Operands: input, dimension. Of equal ones the last place counts, as in torch.
    private static Lowering RunningExtreme(string reduction, double neutral) => (context, node) =>
    {
        var type = node.Results[0].Type!;
        if (!type.IsFloating)
            throw context.Refuse("running extremes are known of floating-point numbers. Cast before.");
        if (type.Rank == 0)
            throw context.Refuse("running extremes are known of tensors with dimensions.");
        var axis = context.Axis(node.Operands[1], type.Rank);
        var (values, upto) = OrderLowerings.Upto(context, context.Name(node.Operands[0]), type, axis);
        var along = context.Builder.Integers(axis + 1);
        var taken = context.Emit("Where", [upto, values, context.Scalar(neutral, type.Element)]);
        var extreme = context.Emit(reduction, [taken, along], ("keepdims", 1));
        var isExtreme = context.Emit("And", [upto, context.Emit("Equal", [values, extreme])]);
        var places = IndexRange.Upto(context, type.Shape[axis]);
        if (axis < type.Rank - 1)
            places = Before(context, places, type.Rank - 1 - axis);
        var place = context.Emit("Where", [isExtreme, places, context.Scalar(-1L, ScalarType.Int64)]);
        context.Give(context.Emit("Squeeze", [extreme, along]), 0);
        context.Give(context.Emit("ReduceMax", [place, along], ("keepdims", 0)), 1);
    };
}
