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
        ["aten::dist"] = Distance,
        ["aten::cdist"] = DistancesOfPairs,
        ["aten::linalg_vector_norm"] = VectorNorm,
        ["aten::linalg_matrix_norm"] = MatrixNorm,
        ["aten::linalg_norm"] = EitherNorm,
        ["aten::renorm"] = Renormalize,
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

    // Operands: one, other, p.
    private static void Distance(LoweringContext context, GraphNode node)
    {
        var element = ArithmeticLowerings.Result(node);
        var difference = context.Emit("Sub", [context.As(node.Operands[0], element), context.As(node.Operands[1], element)]);
        context.Give(Length(context, difference, context.Number(node.Operands[2]), [], keep: false, element));
    }

    // Operands: rows, other rows, p, by which way: every row less every other.
    private static void DistancesOfPairs(LoweringContext context, GraphNode node)
    {
        var element = ArithmeticLowerings.Result(node);
        var rows = context.Emit("Unsqueeze", [context.As(node.Operands[0], element), context.Builder.Integers(-2)]);
        var others = context.Emit("Unsqueeze", [context.As(node.Operands[1], element), context.Builder.Integers(-3)]);
        context.Give(Length(context, context.Emit("Sub", [rows, others]), context.Number(node.Operands[2]), [-1], keep: false, element));
    }

    // Operands: input, p, dimensions, keep, element type.
    private static void VectorNorm(LoweringContext context, GraphNode node) =>
        context.Give(Length(
            context, ArithmeticLowerings.Own(context, node), Order(context, node), Axes(context, node), Keep(context, node),
            ArithmeticLowerings.Result(node)));

    // The same; of two dimensions with an order it is a matrix's norm, and without any order that of all numbers.
    private static void EitherNorm(LoweringContext context, GraphNode node)
    {
        var axes = Axes(context, node);
        var rank = axes.Count == 0 ? context.TypeOf(node.Operands[0]).Rank : axes.Count;
        if (rank == 2 && node.Operands[1] is not Operand.None)
            MatrixNorm(context, node);
        else
            VectorNorm(context, node);
    }

    private static void MatrixNorm(LoweringContext context, GraphNode node)
    {
        var rank = context.TypeOf(node.Operands[0]).Rank;
        var axes = Axes(context, node) is { Count: 2 } given ? given.Select(axis => axis < 0 ? axis + rank : axis).ToList() : [rank - 2L, rank - 1L];
        var keep = Keep(context, node);
        var input = ArithmeticLowerings.Own(context, node);
        if (node.Operands[1] is Operand.Text { Characters: "fro" })
        {
            context.Give(Length(context, input, 2, axes, keep, ArithmeticLowerings.Result(node)));
            return;
        }
        var order = node.Operands[1] is Operand.Text ? double.NaN : context.Number(node.Operands[1]);
        if (Math.Abs(order) is not (1 or double.PositiveInfinity))
            throw context.Refuse($"a norm made of singular values ({node.Operands[1]}) is not known, for ONNX has no operator for them.");
        var (summed, compared) = double.IsInfinity(order) ? (axes[1], axes[0]) : (axes[0], axes[1]);
        var sums = context.Emit("ReduceL1", [input, context.Builder.Integers(summed)]);
        var extreme = context.Emit(order > 0 ? "ReduceMax" : "ReduceMin", [sums, context.Builder.Integers(compared)]);
        context.Give(keep ? extreme : context.Emit("Squeeze", [extreme, context.Builder.Integers(axes)]));
    }

    private static double Order(LoweringContext context, GraphNode node) => node.Operands[1] is Operand.None ? 2 : context.Number(node.Operands[1]);

    private static IReadOnlyList<long> Axes(LoweringContext context, GraphNode node) =>
        node.Operands[2] is Operand.None ? [] : context.FixedList(node.Operands[2]);

    private static bool Keep(LoweringContext context, GraphNode node) => context.IsTrue(node.Operands[3]);

    // Operands: input, p, dimension, longest: each part along the dimension, made shorter where it is longer.
    private static void Renormalize(LoweringContext context, GraphNode node)
    {
        var element = ArithmeticLowerings.Result(node);
        var rank = node.Results[0].Type!.Rank;
        var axis = context.Axis(node.Operands[2], rank);
        var input = context.Name(node.Operands[0]);
        var others = Enumerable.Range(0, rank).Where(place => place != axis).Select(place => (long)place).ToList();
        var length = Length(context, input, context.Number(node.Operands[1]), others, keep: true, element);
        var longest = context.As(node.Operands[3], element);
        var factor = context.Emit("Div", [longest, context.Emit("Add", [length, context.Scalar(1e-7, element)])]);
        var isLonger = context.Emit("Greater", [length, longest]);
        context.Give(context.Emit("Mul", [input, context.Emit("Where", [isLonger, factor, context.Scalar(1, element)])]));
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
