using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>What stands at a place of the sorted numbers, and how often numbers occur.</summary>
internal static class QuantileLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::quantile"] = Quantile(passesOver: false),
        ["aten::nanquantile"] = Quantile(passesOver: true),
        ["aten::nanmedian"] = MedianOfKnown,
        ["aten::mode"] = Mode,
        ["aten::histc"] = Counts,
        ["aten::histogram"] = Histogram,
    };

    private static string Along(LoweringContext context, string operation, string values) =>
        context.Emit(operation, [values, context.Builder.Integers(-1)], ("keepdims", 1));

    private static string LastSize(LoweringContext context, string values) => context.Emit("Shape", [values], ("start", -1));

    // Operands: input, q (a number or a vector), dimension (none: all), keep, and that what lies between two numbers is on a line between them.
    private static Lowering Quantile(bool passesOver) => (context, node) =>
    {
        var type = context.TypeOf(node.Operands[0]);
        var axis = node.Operands[2] is Operand.None ? -1 : context.Axis(node.Operands[2], type.Rank);
        var lines = Lines(context, node, axis);
        var q = context.Emit("Reshape", [context.As(node.Operands[1], type.Element), context.Builder.Integers(-1)]);
        var found = AtParts(context, type.Element, lines, q, passesOver);
        var isMany = node.Operands[1] is Operand.Value { Source.Type.Rank: > 0 };
        var keeps = context.IsTrue(node.Operands[3]);
        context.Give(Arranged(context, found, type.Rank, axis, isMany, keeps));
    };

    // The dimension last; all numbers in one line where there is none.
    private static string Lines(LoweringContext context, GraphNode node, int axis)
    {
        var (input, rank) = (context.Name(node.Operands[0]), context.TypeOf(node.Operands[0]).Rank);
        if (axis < 0)
            return context.Emit("Reshape", [input, context.Builder.Integers(-1)]);
        return axis == rank - 1 ? input : context.Emit("Transpose", [input], ("perm", Others(rank, axis).Append(axis).ToList()));
    }

    private static List<long> Others(int rank, int axis) => Enumerable.Range(0, rank).Where(place => place != axis).Select(place => (long)place).ToList();

    // Lines [..., n] and q [Q] to [..., Q].
    private static string AtParts(LoweringContext context, ScalarType element, string lines, string q, bool passesOver)
    {
        var isMissing = context.Emit("IsNaN", [lines]);
        var missing = Along(context, "ReduceSum", context.Cast(isMissing, ScalarType.Int64));
        var known = context.Emit("Sub", [LastSize(context, lines), missing]);
        var last = context.Emit("Max", [context.Emit("Sub", [known, context.Builder.Integers(1)]), context.Builder.Integers(0)]);
        var rank = context.Emit("Mul", [q, context.Cast(last, element)]);
        var below = context.Emit("Floor", [rank]);
        var sorted = Sorted(context, element, lines, isMissing);
        string At(string place) => context.Emit("GatherElements", [sorted, context.Cast(place, ScalarType.Int64)], ("axis", -1));

        var (low, high) = (At(below), At(context.Emit("Ceil", [rank])));
        var between = context.Emit("Add", [low, context.Emit("Mul", [context.Emit("Sub", [rank, below]), context.Emit("Sub", [high, low])])]);
        var value = context.Emit("Where", [context.Emit("Equal", [low, high]), low, between]);
        var zero = context.Builder.Integers(0);
        var hasNone = passesOver ? context.Emit("Equal", [known, zero]) : context.Emit("Greater", [missing, zero]);
        return context.Emit("Where", [hasNone, context.Scalar(double.NaN, element), value]);
    }

    // Numbers that are missing come last.
    private static string Sorted(LoweringContext context, ScalarType element, string lines, string isMissing)
    {
        var filled = context.Emit("Where", [isMissing, context.Scalar(double.PositiveInfinity, element), lines]);
        return context.Builder.AddMany("", "TopK", [filled, LastSize(context, lines)], 2, ("axis", -1), ("largest", 0))[0];
    }

    // From [..., Q]: several quantiles are the first dimension, one is none.
    private static string Arranged(LoweringContext context, string found, int rank, int axis, bool isMany, bool keeps)
    {
        if (axis < 0)
        {
            List<long> whole = [.. isMany ? [-1L] : Array.Empty<long>(), .. keeps ? Enumerable.Repeat(1L, rank) : []];
            return context.Emit("Reshape", [found, context.Builder.Integers(whole)]);
        }
        if (!isMany)
        {
            var line = context.Emit("Squeeze", [found, context.Builder.Integers(-1)]);
            return keeps ? context.Emit("Unsqueeze", [line, context.Builder.Integers(axis)]) : line;
        }
        var first = context.Emit("Transpose", [found], ("perm", (List<long>)[rank - 1, .. Enumerable.Range(0, rank - 1).Select(place => (long)place)]));
        return keeps ? context.Emit("Unsqueeze", [first, context.Builder.Integers(axis + 1)]) : first;
    }

    // The lower of the two in the middle of those that are numbers.
    private static void MedianOfKnown(LoweringContext context, GraphNode node)
    {
        var element = ArithmeticLowerings.Result(node);
        var line = context.Emit("Reshape", [context.Name(node.Operands[0]), context.Builder.Integers(-1)]);
        var isMissing = context.Emit("IsNaN", [line]);
        var missing = context.Emit("ReduceSum", [context.Cast(isMissing, ScalarType.Int64)], ("keepdims", 0));
        var known = context.Emit("Sub", [LastSize(context, line), missing]);
        var last = context.Emit("Max", [context.Emit("Sub", [known, context.Builder.Integers(1)]), context.Builder.Integers(0)]);
        var middle = context.Emit("Div", [last, context.Builder.Integers(2)]);
        var value = context.Emit("Gather", [Sorted(context, element, line, isMissing), middle], ("axis", 0));
        var hasNone = context.Emit("Equal", [known, context.Builder.Integers(0)]);
        var found = context.Emit("Where", [hasNone, context.Scalar(double.NaN, element), value]);
        context.Give(context.Emit("Squeeze", [found, context.Builder.Integers(0)]));
    }

    // Operands: input, dimension, keep. Every number is held against every other: the least of the most frequent, and its last place.
    private static void Mode(LoweringContext context, GraphNode node)
    {
        var type = context.TypeOf(node.Operands[0]);
        var axis = context.Axis(node.Operands[1], type.Rank);
        var lines = Lines(context, node, axis);
        var isSame = context.Emit(
            "Equal", [context.Emit("Unsqueeze", [lines, context.Builder.Integers(-1)]), context.Emit("Unsqueeze", [lines, context.Builder.Integers(-2)])]);
        var counts = context.Emit("Squeeze", [Along(context, "ReduceSum", context.Cast(isSame, ScalarType.Int64)), context.Builder.Integers(-1)]);
        var isMost = context.Emit("Equal", [counts, Along(context, "ReduceMax", counts)]);
        var value = Along(context, "ReduceMin", context.Emit("Where", [isMost, lines, Along(context, "ReduceMax", lines)]));
        var places = IndexRange.Upto(context, type.Shape[axis]);
        var isValue = context.Emit("Equal", [lines, value]);
        var place = Along(context, "ReduceMax", context.Emit("Where", [isValue, places, context.Scalar(-1L, ScalarType.Int64)]));
        context.Give(Arranged(context, value, type.Rank, axis, isMany: false, context.IsTrue(node.Operands[2])), 0);
        context.Give(Arranged(context, place, type.Rank, axis, isMany: false, context.IsTrue(node.Operands[2])), 1);
    }

    // Operands: input, count of bins, the ends of the first and of the last; equal ends are those of the numbers.
    private static void Counts(LoweringContext context, GraphNode node)
    {
        var element = ArithmeticLowerings.Result(node);
        var count = context.Fixed(node.Operands[1]);
        var (low, high) = (context.Number(node.Operands[2]), context.Number(node.Operands[3]));
        if (low >= high)
            throw context.Refuse("where the histogram begins and ends must be given.");
        var line = context.Emit("Reshape", [context.Name(node.Operands[0]), context.Builder.Integers(-1, 1)]);
        var (least, most) = (context.Scalar(low, element), context.Scalar(high, element));
        var steps = context.Emit("Mul", [context.Emit("Sub", [line, least]), context.Scalar(count, element)]);
        var bin = context.Emit("Floor", [context.Emit("Div", [steps, context.Scalar(high - low, element)])]);
        var place = context.Emit("Min", [bin, context.Scalar(count - 1, element)]);
        var isInside = context.Emit("And", [context.Emit("GreaterOrEqual", [line, least]), context.Emit("LessOrEqual", [line, most])]);
        var bins = context.Cast(IndexRange.Upto(context, new Size(count)), element);
        var isHit = context.Emit("And", [context.Emit("Equal", [place, bins]), isInside]);
        context.Give(context.Emit("ReduceSum", [context.Cast(isHit, element), context.Builder.Integers(0)], ("keepdims", 0)));
    }

    // Operands: input, count of bins and the ends (none: those of the numbers), or edges; weights, and whether the area becomes 1.
    private static void Histogram(LoweringContext context, GraphNode node)
    {
        var element = ArithmeticLowerings.Result(node);
        var isCounted = node.Operands[1] is Operand.Int;
        var edges = isCounted ? EvenEdges(context, node, element) : context.As(node.Operands[1], element);
        var (weights, isDensity) = (node.Operands[isCounted ? 3 : 2], context.IsTrue(node.Operands[isCounted ? 4 : 3]));
        var line = context.Emit("Reshape", [context.Name(node.Operands[0]), context.Builder.Integers(-1, 1)]);
        string Cut(long start, long end) => context.Emit(
            "Slice", [edges, context.Builder.Integers(start), context.Builder.Integers(end), context.Builder.Integers(0)]);

        var (lower, upper, last) = (Cut(0, -1), Cut(1, long.MaxValue), Cut(-1, long.MaxValue));
        // The last bin has its upper edge too.
        var isAtEnd = context.Emit("And", [context.Emit("Equal", [line, last]), context.Emit("Equal", [upper, last])]);
        var isBelow = context.Emit("Or", [context.Emit("Less", [line, upper]), isAtEnd]);
        var hits = context.Cast(context.Emit("And", [context.Emit("GreaterOrEqual", [line, lower]), isBelow]), element);
        if (weights is not Operand.None)
            hits = context.Emit("Mul", [hits, context.Emit("Reshape", [context.As(weights, element), context.Builder.Integers(-1, 1)])]);
        var counts = context.Emit("ReduceSum", [hits, context.Builder.Integers(0)], ("keepdims", 0));
        if (isDensity)
        {
            var whole = context.Emit("ReduceSum", [counts], ("keepdims", 1));
            counts = context.Emit("Div", [context.Emit("Div", [counts, whole]), context.Emit("Sub", [upper, lower])]);
        }
        context.Give(counts, 0);
        context.Give(edges, 1);
    }

    private static string EvenEdges(LoweringContext context, GraphNode node, ScalarType element)
    {
        if (node.Operands[2] is not Operand.List { Items: [var low, var high] })
            throw context.Refuse("where the histogram begins and ends must be given.");
        using var scope = NewDisposeScope();
        return context.Builder.Constant(TensorWriter.Write(
            "", linspace(context.Number(low), context.Number(high), context.Fixed(node.Operands[1]) + 1, element)));
    }
}
