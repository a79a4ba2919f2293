using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Comparisons, logic, and choice.</summary>
internal static class ComparisonLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::eq"] = Compare("Equal"),
        ["aten::ne"] = (context, node) => GiveTruth(context, node, context.Emit("Not", [Comparison(context, node, "Equal")])),
        ["aten::lt"] = Compare("Less"),
        ["aten::le"] = Compare("LessOrEqual"),
        ["aten::gt"] = Compare("Greater"),
        ["aten::ge"] = Compare("GreaterOrEqual"),
        ["aten::logical_and"] = Logic("And"),
        ["aten::logical_or"] = Logic("Or"),
        ["aten::logical_xor"] = Logic("Xor"),
        ["aten::logical_not"] = Not,
        ["aten::isfinite"] = (context, node) =>
        {
            var input = AsFloating(context, node);
            context.Give(context.Emit("Not", [context.Emit("Or", [context.Emit("IsNaN", [input]), context.Emit("IsInf", [input])])]));
        },
        ["aten::isposinf"] = (context, node) => context.Give(context.Emit("IsInf", [AsFloating(context, node)], ("detect_negative", 0))),
        ["aten::isneginf"] = (context, node) => context.Give(context.Emit("IsInf", [AsFloating(context, node)], ("detect_positive", 0))),
        ["aten::isclose"] = IsClose,
        ["aten::isin"] = IsIn,
        ["aten::isnan"] = (context, node) => context.Give(context.Emit("IsNaN", [AsFloating(context, node)])),
        ["aten::isinf"] = (context, node) => context.Give(context.Emit("IsInf", [AsFloating(context, node)])),
        ["aten::where"] = Where,
        ["aten::masked_fill"] = (context, node) => context.Give(context.Emit(
            "Where",
            [context.Name(node.Operands[1]), context.As(node.Operands[2], ArithmeticLowerings.Result(node)), context.Name(node.Operands[0])])),
        ["aten::nan_to_num"] = NanToNumber,
    };

    // ONNX asks this of floating-point numbers only; whole numbers are always finite.
    private static string AsFloating(LoweringContext context, GraphNode node) =>
        context.TypeOf(node.Operands[0]).IsFloating ? context.Name(node.Operands[0]) : context.As(node.Operands[0], ScalarType.Float32);

    private static Lowering Compare(string operation) => (context, node) => GiveTruth(context, node, Comparison(context, node, operation));

    // In place the tensor keeps its type.
    private static void GiveTruth(LoweringContext context, GraphNode node, string truth) =>
        context.Give(ArithmeticLowerings.Result(node) == ScalarType.Bool ? truth : context.Cast(truth, ArithmeticLowerings.Result(node)));

    private static string Comparison(LoweringContext context, GraphNode node, string operation)
    {
        var element = TypePromotion.Of(node.Operands);
        if (element == ScalarType.Bool && operation != "Equal")
            element = ScalarType.Int32;   // ONNX orders numbers only
        return context.Emit(operation, [context.As(node.Operands[0], element), context.As(node.Operands[1], element)]);
    }

    private static Lowering Logic(string operation) => (context, node) => GiveTruth(
        context,
        node,
        context.Emit(operation, [context.As(node.Operands[0], ScalarType.Bool), context.As(node.Operands[1], ScalarType.Bool)]));

    // Operands: one, other, relative and absolute distance, whether NaN is close to NaN.
    private static void IsClose(LoweringContext context, GraphNode node)
    {
        var element = TypePromotion.Of(node.Operands.Take(2));
        if (element.IsWhole())
            element = ScalarType.Float64;
        var (one, other) = (context.As(node.Operands[0], element), context.As(node.Operands[1], element));
        var allowed = context.Emit("Add", [
            context.As(node.Operands[3], element), context.Emit("Mul", [context.As(node.Operands[2], element), context.Emit("Abs", [other])])]);
        var distance = context.Emit("Abs", [context.Emit("Sub", [one, other])]);
        var isFinite = context.Emit("Not", [context.Emit("IsInf", [distance])]);
        var isNear = context.Emit("And", [isFinite, context.Emit("LessOrEqual", [distance, allowed])]);
        var close = context.Emit("Or", [context.Emit("Equal", [one, other]), isNear]);
        context.Give(context.IsTrue(node.Operands[4])
            ? context.Emit("Or", [close, context.Emit("And", [context.Emit("IsNaN", [one]), context.Emit("IsNaN", [other])])])
            : close);
    }

    // Operands: elements, what is looked for, whether these are unique, whether the answer is turned round.
    private static void IsIn(LoweringContext context, GraphNode node)
    {
        var element = TypePromotion.Of(node.Operands.Take(2));
        var wanted = context.Emit("Reshape", [context.As(node.Operands[1], element), context.Builder.Integers(-1)]);
        var elements = context.Emit("Unsqueeze", [context.As(node.Operands[0], element), context.Builder.Integers(-1)]);
        var hits = context.Cast(context.Emit("Equal", [elements, wanted]), ScalarType.Int32);
        var found = context.Cast(context.Emit("ReduceMax", [hits, context.Builder.Integers(-1)], ("keepdims", 0)), ScalarType.Bool);
        context.Give(context.IsTrue(node.Operands[3]) ? context.Emit("Not", [found]) : found);
    }

    private static void Not(LoweringContext context, GraphNode node) =>
        GiveTruth(context, node, context.Emit("Not", [context.As(node.Operands[0], ScalarType.Bool)]));

    private static void Where(LoweringContext context, GraphNode node)
    {
        var element = ArithmeticLowerings.Result(node);
        context.Give(context.Emit(
            "Where", [context.Name(node.Operands[0]), context.As(node.Operands[1], element), context.As(node.Operands[2], element)]));
    }

    // Operands: input, nan, posinf, neginf; the last two default to the type's largest and smallest number.
    private static void NanToNumber(LoweringContext context, GraphNode node)
    {
        var element = ArithmeticLowerings.Result(node);
        var input = context.Name(node.Operands[0]);
        var largest = element == ScalarType.Float64 ? double.MaxValue : float.MaxValue;
        string Bound(int operand, double otherwise) =>
            node.Operands[operand] is Operand.None ? context.Scalar(otherwise, element) : context.As(node.Operands[operand], element);

        var known = context.Emit("Where", [context.Emit("IsNaN", [input]), Bound(1, 0), input]);
        var infinite = context.Scalar(double.PositiveInfinity, element);
        var belowTop = context.Emit("Where", [context.Emit("Equal", [known, infinite]), Bound(2, largest), known]);
        var negative = context.Scalar(double.NegativeInfinity, element);
        context.Give(context.Emit("Where", [context.Emit("Equal", [belowTop, negative]), Bound(3, -largest), belowTop]));
    }
}
