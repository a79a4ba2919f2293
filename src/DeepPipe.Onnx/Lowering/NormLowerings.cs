using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Lengths, and the distances and angles made of them.</summary>
internal static class NormLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::norm"] = Norm,
        ["aten::pairwise_distance"] = PairwiseDistance,
        ["aten::cosine_similarity"] = CosineSimilarity,
    };

    // Operands: input, p, and perhaps dimensions and whether they stay.
    private static void Norm(LoweringContext context, GraphNode node)
    {
        var axes = node.Operands.ElementAtOrDefault(2) is Operand.List list ? context.FixedList(list) : [];
        var keep = node.Operands.Count > 3 && context.IsTrue(node.Operands[3]);
        var power = node.Operands[1] is Operand.None ? 2 : context.Number(node.Operands[1]);
        context.Give(Length(context, ArithmeticLowerings.Own(context, node), power, axes, keep, ArithmeticLowerings.Result(node)));
    }

    /// <summary>The p-norm along dimensions; along all where none are given.</summary>
    private static string Length(
        LoweringContext context, string input, double power, IReadOnlyList<long> axes, bool keep, ScalarType element)
    {
        string Reduce(string operation, string values) => context.Emit(
            operation, axes.Count == 0 ? [values] : [values, context.Builder.Integers(axes)], ("keepdims", keep));

        switch (power)
        {
            case 1:
                return Reduce("ReduceL1", input);
            case 2:
                return Reduce("ReduceL2", input);
            case double.PositiveInfinity:
                return Reduce("ReduceMax", context.Emit("Abs", [input]));
            case double.NegativeInfinity:
                return Reduce("ReduceMin", context.Emit("Abs", [input]));
            case 0:
                var isZero = context.Emit("Equal", [input, context.Scalar(0, element)]);
                return Reduce("ReduceSum", context.Cast(context.Emit("Not", [isZero]), element));
            default:
                var powers = context.Emit("Pow", [context.Emit("Abs", [input]), context.Scalar(power, element)]);
                return context.Emit("Pow", [Reduce("ReduceSum", powers), context.Scalar(1 / power, element)]);
        }
    }

    // Operands: one, other, p, epsilon, keep.
    private static void PairwiseDistance(LoweringContext context, GraphNode node)
    {
        var element = ArithmeticLowerings.Result(node);
        var difference = context.Emit("Sub", [context.As(node.Operands[0], element), context.As(node.Operands[1], element)]);
        var moved = context.Emit("Add", [difference, context.As(node.Operands[3], element)]);
        context.Give(Length(context, moved, context.Number(node.Operands[2]), [-1], context.IsTrue(node.Operands[4]), element));
    }

    // Operands: one, other, dimension, epsilon.
    private static void CosineSimilarity(LoweringContext context, GraphNode node)
    {
        var element = ArithmeticLowerings.Result(node);
        var rank = Math.Max(context.TypeOf(node.Operands[0]).Rank, context.TypeOf(node.Operands[1]).Rank);
        var axis = context.Axis(node.Operands[2], rank) - rank;   // from the end, where the shapes are aligned
        if (Size(context, node.Operands[0], axis) != Size(context, node.Operands[1], axis))
            throw context.Refuse("the dimension that is compared must have the same size on both sides. Expand the smaller one before.");
        var (one, other) = (context.As(node.Operands[0], element), context.As(node.Operands[1], element));
        var product = context.Emit(
            "ReduceSum", [context.Emit("Mul", [one, other]), context.Builder.Integers(axis)], ("keepdims", 0));
        var lengths = new[] { one, other }.Select(vector => context.Emit(
            "Max", [Length(context, vector, 2, [axis], keep: false, element), context.As(node.Operands[3], element)])).ToList();
        context.Give(context.Emit("Div", [product, context.Emit("Mul", lengths)]));
    }

    private static Size? Size(LoweringContext context, Operand operand, int axisFromEnd)
    {
        var shape = context.TypeOf(operand).Shape;
        return shape.Count + axisFromEnd >= 0 ? shape[shape.Count + axisFromEnd] : null;
    }
}
