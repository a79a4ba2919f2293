using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Sorting, what follows from an order, and what runs along a dimension.</summary>
internal static class OrderLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::sort"] = (context, node) =>
        {
            var (values, places) = Sorted(context, node);
            context.Give(values, 0);
            context.Give(places, 1);
        },
        ["aten::argsort"] = (context, node) => context.Give(Sorted(context, node).Places),
        ["aten::msort"] = (context, node) => context.Give(Smallest(context, node, 0, Count(context, node, 0)).Values),
        ["aten::median"] = Median,
        ["aten::kthvalue"] = KthValue,
        ["aten::cumprod"] = Running("ReduceProd", 1),
        ["aten::logcumsumexp"] = Running("ReduceLogSumExp", double.NegativeInfinity),
        ["aten::diff"] = Difference,
    };

    private static int Rank(LoweringContext context, GraphNode node) => context.TypeOf(node.Operands[0]).Rank;

    private static string Count(LoweringContext context, GraphNode node, int axis) =>
        context.Emit("Shape", [context.Name(node.Operands[0])], ("start", axis), ("end", axis + 1));

    // Operands: input, perhaps whether equals keep their order, dimension, whether the largest comes first. TopK keeps it always.
    private static (string Values, string Places) Sorted(LoweringContext context, GraphNode node)
    {
        var rest = node.Operands.Skip(1).SkipWhile(operand => operand is Operand.Bool or Operand.None).ToList();
        var axis = context.Axis(rest[0], Rank(context, node));
        return Ordered(context, node, axis, Count(context, node, axis), context.IsTrue(rest[1]));
    }

    private static (string Values, string Places) Smallest(LoweringContext context, GraphNode node, int axis, string count) =>
        Ordered(context, node, axis, count, largest: false);

    private static (string Values, string Places) Ordered(LoweringContext context, GraphNode node, int axis, string count, bool largest)
    {
        var outputs = context.Builder.AddMany(
            node.Module, "TopK", [context.Name(node.Operands[0]), count], 2, ("axis", axis), ("largest", largest), ("sorted", true));
        return (outputs[0], outputs[1]);
    }

    // Operands: input; or input, dimension, keep. Of an even count it is the lower of the two in the middle.
    private static void Median(LoweringContext context, GraphNode node)
    {
        if (node.Operands.Count == 1)
        {
            var flat = context.Emit("Reshape", [context.Name(node.Operands[0]), context.Builder.Integers(-1)]);
            var count = context.Emit("Shape", [flat]);
            var values = context.Builder.AddMany(node.Module, "TopK", [flat, count], 2, ("axis", 0), ("largest", 0))[0];
            context.Give(context.Emit("Gather", [values, context.Emit("Squeeze", [Middle(context, count)])], ("axis", 0)));
            return;
        }
        var axis = context.Axis(node.Operands[1], Rank(context, node));
        var size = Count(context, node, axis);
        GiveTaken(context, node, Smallest(context, node, axis, size), Middle(context, size), axis, node.Operands[2]);
    }

    private static string Middle(LoweringContext context, string count) =>
        context.Emit("Div", [context.Emit("Sub", [count, context.Builder.Integers(1)]), context.Builder.Integers(2)]);

    // Operands: input, k from 1, dimension, keep.
    private static void KthValue(LoweringContext context, GraphNode node)
    {
        var axis = context.Axis(node.Operands[2], Rank(context, node));
        var k = context.Sizes(node.Operands[1])[0];
        GiveTaken(context, node, Smallest(context, node, axis, context.Integers([k])), context.Integers([k + (-1)]), axis, node.Operands[3]);
    }

    private static void GiveTaken(
        LoweringContext context, GraphNode node, (string Values, string Places) sorted, string place, int axis, Operand keep)
    {
        if (!context.IsTrue(keep))
            place = context.Emit("Squeeze", [place]);
        context.Give(context.Emit("Gather", [sorted.Values, place], ("axis", axis)), 0);
        context.Give(context.Emit("Gather", [sorted.Places, place], ("axis", axis)), 1);
    }

    // Operands: input, dimension. ONNX has only running sums, so each place reduces all up to itself: the work is quadratic in the size.
    private static Lowering Running(string reduction, double neutral) => (context, node) =>
    {
        var type = node.Results[0].Type!;
        if (type.Rank == 0)
        {
            context.Give(ArithmeticLowerings.Own(context, node));
            return;
        }
        var axis = context.Axis(node.Operands[1], type.Rank);
        var (input, upto) = Upto(context, ArithmeticLowerings.Own(context, node), type, axis);
        var taken = context.Emit("Where", [upto, input, context.Scalar(neutral, type.Element)]);
        context.Give(context.Emit(reduction, [taken, context.Builder.Integers(axis + 1)], ("keepdims", 0)));
    };

    /// <summary>The numbers with a dimension before one of theirs, and which of these each place of the new one reaches.</summary>
    internal static (string Values, string IsReached) Upto(LoweringContext context, string input, TensorType type, int axis)
    {
        var places = IndexRange.Upto(context, type.Shape[axis]);
        var values = context.Emit("Unsqueeze", [input, context.Builder.Integers(axis)]);
        var upto = context.Emit("LessOrEqual", [
            context.Emit("Unsqueeze", [places, context.Builder.Integers(0)]), context.Emit("Unsqueeze", [places, context.Builder.Integers(1)])]);
        var behind = Enumerable.Range(2, type.Rank - axis - 1).Select(place => (long)place).ToList();
        return (values, behind.Count == 0 ? upto : context.Emit("Unsqueeze", [upto, context.Builder.Integers(behind)]));
    }

    // Operands: input, how often, dimension, what is put before, what is put behind.
    private static void Difference(LoweringContext context, GraphNode node)
    {
        var element = ArithmeticLowerings.Result(node);
        var axis = context.Axis(node.Operands[2], node.Results[0].Type!.Rank);
        if (element == ScalarType.Bool)
            throw context.Refuse("differences of truths are not known. Cast to numbers before.");
        var parts = new[] { node.Operands[3], node.Operands[0], node.Operands[4] }
            .Where(part => part is not Operand.None).Select(part => context.As(part, element)).ToList();
        var values = parts.Count == 1 ? parts[0] : context.Emit("Concat", parts, ("axis", axis));
        for (var time = context.Fixed(node.Operands[1]); time > 0; time--)
        {
            string Cut(long start, long end) => context.Emit(
                "Slice", [values, context.Builder.Integers(start), context.Builder.Integers(end), context.Builder.Integers(axis)]);
            values = context.Emit("Sub", [Cut(1, long.MaxValue), Cut(0, -1)]);
        }
        context.Give(values);
    }
}
