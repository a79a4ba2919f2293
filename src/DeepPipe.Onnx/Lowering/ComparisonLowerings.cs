using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Comparisons, logic, and choice.</summary>
internal static class ComparisonLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::eq"] = Compare("Equal"),
        ["aten::ne"] = (context, node) => context.Give(context.Emit("Not", [Comparison(context, node, "Equal")])),
        ["aten::lt"] = Compare("Less"),
        ["aten::le"] = Compare("LessOrEqual"),
        ["aten::gt"] = Compare("Greater"),
        ["aten::ge"] = Compare("GreaterOrEqual"),
        ["aten::logical_and"] = Logic("And"),
        ["aten::logical_or"] = Logic("Or"),
        ["aten::logical_xor"] = Logic("Xor"),
        ["aten::logical_not"] = Not,
        ["aten::bitwise_and"] = BoolLogic("And"),
        ["aten::bitwise_or"] = BoolLogic("Or"),
        ["aten::bitwise_not"] = (context, node) =>
        {
            RequireBool(context, node);
            Not(context, node);
        },
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

    private static Lowering Compare(string operation) => (context, node) => context.Give(Comparison(context, node, operation));

    private static string Comparison(LoweringContext context, GraphNode node, string operation)
    {
        var element = TypePromotion.Of(node.Operands);
        if (element == ScalarType.Bool && operation != "Equal")
            element = ScalarType.Int32;   // ONNX orders numbers only
        return context.Emit(operation, [context.As(node.Operands[0], element), context.As(node.Operands[1], element)]);
    }

    private static Lowering Logic(string operation) => (context, node) => context.Give(
        context.Emit(operation, [context.As(node.Operands[0], ScalarType.Bool), context.As(node.Operands[1], ScalarType.Bool)]));

    private static Lowering BoolLogic(string operation) => (context, node) =>
    {
        RequireBool(context, node);
        Logic(operation)(context, node);
    };

    private static void RequireBool(LoweringContext context, GraphNode node)
    {
        if (ArithmeticLowerings.Result(node) != ScalarType.Bool)
            throw context.Refuse("bitwise operations are known for booleans only.");
    }

    private static void Not(LoweringContext context, GraphNode node) =>
        context.Give(context.Emit("Not", [context.As(node.Operands[0], ScalarType.Bool)]));

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
