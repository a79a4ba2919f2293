using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Elementwise arithmetic, with broadcasting and torch's type promotion.</summary>
internal static class ArithmeticLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::add"] = (context, node) => context.Give(Scaled(context, node, "Add")),
        ["aten::sub"] = (context, node) => context.Give(Scaled(context, node, "Sub")),
        ["aten::mul"] = Binary("Mul"),
        ["aten::div"] = Divide,
        ["aten::pow"] = Binary("Pow"),
        ["aten::maximum"] = Binary("Max"),
        ["aten::minimum"] = Binary("Min"),
        ["aten::remainder"] = Remainder,
        ["aten::clamp"] = Clamp,
        ["aten::clamp_min"] = (context, node) => context.Give(Bound(context, node, "Max", 1)),
        ["aten::clamp_max"] = (context, node) => context.Give(Bound(context, node, "Min", 1)),
        ["aten::neg"] = Unary("Neg"),
        ["aten::abs"] = Unary("Abs"),
        ["aten::sign"] = Unary("Sign"),
        ["aten::floor"] = Unary("Floor"),
        ["aten::ceil"] = Unary("Ceil"),
        ["aten::round"] = Unary("Round"),
        ["aten::sqrt"] = Unary("Sqrt"),
        ["aten::exp"] = Unary("Exp"),
        ["aten::log"] = Unary("Log"),
        ["aten::sin"] = Unary("Sin"),
        ["aten::cos"] = Unary("Cos"),
        ["aten::reciprocal"] = Unary("Reciprocal"),
        ["aten::rsqrt"] = (context, node) => context.Give(
            context.Emit("Reciprocal", [context.Emit("Sqrt", [Own(context, node)])])),
        ["aten::log1p"] = (context, node) => context.Give(
            context.Emit("Log", [context.Emit("Add", [Own(context, node), context.Scalar(1, Result(node))])])),
        ["aten::erf"] = Erf,
    };

    /// <summary>Two operands, in the result's type.</summary>
    internal static Lowering Binary(string operation) => (context, node) =>
        context.Give(context.Emit(operation, [context.As(node.Operands[0], Result(node)), context.As(node.Operands[1], Result(node))]));

    /// <summary>One operand, in the result's type: torch promotes whole numbers to float32 where the function is real.</summary>
    internal static Lowering Unary(string operation) => (context, node) => context.Give(context.Emit(operation, [Own(context, node)]));

    internal static ScalarType Result(GraphNode node) => node.Results[0].Type!.Element;

    internal static string Own(LoweringContext context, GraphNode node) => context.As(node.Operands[0], Result(node));

    // ONNX Runtime's CPU provider has no Erf in float64.
    private static void Erf(LoweringContext context, GraphNode node)
    {
        if (Result(node) == ScalarType.Float64)
            throw context.Refuse("ONNX Runtime has no error function in float64. Cast to float32 before.");
        context.Give(context.Emit("Erf", [Own(context, node)]));
    }

    // add and sub take a third operand that scales the second.
    private static string Scaled(LoweringContext context, GraphNode node, string operation)
    {
        var other = context.As(node.Operands[1], Result(node));
        if (node.Operands.Count > 2 && context.Number(node.Operands[2]) is not 1 and var scale)
            other = context.Emit("Mul", [other, context.Scalar(scale, Result(node))]);
        return context.Emit(operation, [context.As(node.Operands[0], Result(node)), other]);
    }

    private static void Divide(LoweringContext context, GraphNode node)
    {
        var element = Result(node);
        var quotient = context.Emit("Div", [context.As(node.Operands[0], element), context.As(node.Operands[1], element)]);
        context.Give(node.Operands.ElementAtOrDefault(2) switch
        {
            null or Operand.None => quotient,
            Operand.Text { Characters: "floor" } when node.Results[0].Type!.IsFloating => context.Emit("Floor", [quotient]),
            Operand.Text { Characters: "trunc" } when node.Results[0].Type!.IsFloating => Truncate(context, quotient),
            _ => throw context.Refuse("whole numbers are divided with rounding. Divide floating-point tensors."),
        });
    }

    private static string Truncate(LoweringContext context, string value) =>
        context.Emit("Mul", [context.Emit("Sign", [value]), context.Emit("Floor", [context.Emit("Abs", [value])])]);

    // torch's remainder has the sign of the divisor, as a - floor(a / b) * b has.
    private static void Remainder(LoweringContext context, GraphNode node)
    {
        var element = Result(node);
        var (dividend, divisor) = (context.As(node.Operands[0], element), context.As(node.Operands[1], element));
        context.Give(node.Results[0].Type!.IsFloating
            ? context.Emit("Sub", [dividend, context.Emit("Mul", [context.Emit("Floor", [context.Emit("Div", [dividend, divisor])]), divisor])])
            : context.Emit("Mod", [dividend, divisor]));
    }

    private static void Clamp(LoweringContext context, GraphNode node)
    {
        var result = node.Operands[1] is Operand.None ? Own(context, node) : Bound(context, node, "Max", 1);
        if (node.Operands.ElementAtOrDefault(2) is { } high and not Operand.None)
            result = context.Emit("Min", [result, context.As(high, Result(node))]);
        context.Give(result);
    }

    private static string Bound(LoweringContext context, GraphNode node, string operation, int bound) =>
        context.Emit(operation, [Own(context, node), context.As(node.Operands[bound], Result(node))]);
}
