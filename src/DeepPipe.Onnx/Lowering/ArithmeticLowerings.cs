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
        ["aten::sign"] = Sign,
        ["aten::floor"] = Rounding((context, input) => context.Emit("Floor", [input])),
        ["aten::ceil"] = Rounding((context, input) => context.Emit("Ceil", [input])),
        ["aten::trunc"] = Rounding(Truncate),
        ["aten::frac"] = (context, node) =>
        {
            var input = Own(context, node);
            context.Give(context.Emit("Sub", [input, Truncate(context, input)]));
        },
        ["aten::true_divide"] = Divide,
        ["aten::floor_divide"] = (context, node) => context.Give(RoundedQuotient(context, node, isFloor: true)),
        ["aten::fmod"] = (context, node) => context.Give(context.Emit(
            "Mod", [context.As(node.Operands[0], Result(node)), context.As(node.Operands[1], Result(node))], ("fmod", 1))),
        ["aten::float_power"] = Binary("Pow"),
        ["aten::sgn"] = Sign,
        ["aten::positive"] = (context, node) => context.Give(context.Name(node.Operands[0])),
        ["aten::round"] = Round,
        ["aten::sqrt"] = Unary("Sqrt"),
        ["aten::exp"] = Unary("Exp"),
        ["aten::log"] = Unary("Log"),
        ["aten::sin"] = Unary("Sin"),
        ["aten::cos"] = Unary("Cos"),
        ["aten::reciprocal"] = Unary("Reciprocal"),
        ["aten::rsqrt"] = (context, node) => context.Give(
            context.Emit("Reciprocal", [context.Emit("Sqrt", [Own(context, node)])])),
        ["aten::log1p"] = (context, node) => context.Give(LogOfOnePlus(new Arithmetic(context, Result(node)), Own(context, node))),
        ["aten::erf"] = Erf,
    };

    /// <summary>Two operands, in the result's type.</summary>
    internal static Lowering Binary(string operation) => (context, node) =>
        context.Give(context.Emit(operation, [context.As(node.Operands[0], Result(node)), context.As(node.Operands[1], Result(node))]));

    /// <summary>One operand, in the result's type: torch promotes whole numbers to float32 where the function is real.</summary>
    internal static Lowering Unary(string operation) => (context, node) => context.Give(context.Emit(operation, [Own(context, node)]));

    internal static ScalarType Result(GraphNode node) => node.Results[0].Type!.Element;

    internal static string Own(LoweringContext context, GraphNode node) => context.As(node.Operands[0], Result(node));

    // NaN has sign 0 in torch, and sign NaN in ONNX.
    private static void Sign(LoweringContext context, GraphNode node)
    {
        var (input, element) = (Own(context, node), Result(node));
        var sign = context.Emit("Sign", [input]);
        context.Give(node.Results[0].Type!.IsFloating
            ? context.Emit("Where", [context.Emit("IsNaN", [input]), context.Scalar(0, element), sign])
            : sign);
    }

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
        if (node.Operands.Count > 2 && context.Number(node.Operands[2]) is not 1)
            other = context.Emit("Mul", [other, context.As(node.Operands[2], Result(node))]);
        return context.Emit(operation, [context.As(node.Operands[0], Result(node)), other]);
    }

    // Whole numbers stay as they are.
    private static Lowering Rounding(Func<LoweringContext, string, string> round) => (context, node) =>
        context.Give(node.Results[0].Type!.IsFloating ? round(context, Own(context, node)) : Own(context, node));

    private static void Divide(LoweringContext context, GraphNode node) => context.Give(node.Operands.ElementAtOrDefault(2) switch
    {
        null or Operand.None => context.Emit("Div", [context.As(node.Operands[0], Result(node)), context.As(node.Operands[1], Result(node))]),
        Operand.Text { Characters: "floor" } => RoundedQuotient(context, node, isFloor: true),
        _ => RoundedQuotient(context, node, isFloor: false),
    });

    private static string RoundedQuotient(LoweringContext context, GraphNode node, bool isFloor)
    {
        var element = Result(node);
        var (dividend, divisor) = (context.As(node.Operands[0], element), context.As(node.Operands[1], element));
        if (!node.Results[0].Type!.IsFloating)
            return isFloor ? WholeFloor(context, dividend, divisor) : context.Emit("Div", [dividend, divisor]);
        var quotient = context.Emit("Div", [dividend, divisor]);
        return isFloor ? FloorDivide(context, element, dividend, divisor, quotient) : Truncate(context, quotient);
    }

    // What is left has the divisor's sign; without it, the division comes out even.
    private static string WholeFloor(LoweringContext context, string dividend, string divisor) =>
        context.Emit("Div", [context.Emit("Sub", [dividend, context.Emit("Mod", [dividend, divisor])]), divisor]);

    private static string Truncate(LoweringContext context, string value) =>
        context.Emit("Mul", [context.Emit("Sign", [value]), context.Emit("Floor", [context.Emit("Abs", [value])])]);

    // As torch does it: what is left is taken off before, for the quotient alone may round up to the next whole number.
    private static string FloorDivide(LoweringContext context, ScalarType element, string dividend, string divisor, string quotient)
    {
        var rest = FloatRemainder(context, element, dividend, divisor);
        var near = context.Emit("Div", [context.Emit("Sub", [dividend, rest]), divisor]);
        var floor = context.Emit("Floor", [near]);
        var isAbove = context.Emit("Greater", [context.Emit("Sub", [near, floor]), context.Scalar(0.5, element)]);
        var whole = context.Emit("Add", [floor, context.Cast(isAbove, element)]);
        return context.Emit("Where", [context.Emit("Equal", [divisor, context.Scalar(0, element)]), quotient, whole]);
    }

    // C's fmod, which is exact and has the sign of the dividend, moved to the sign of the divisor.
    private static string FloatRemainder(LoweringContext context, ScalarType element, string dividend, string divisor)
    {
        var zero = context.Scalar(0, element);
        var rest = context.Emit("Mod", [dividend, divisor], ("fmod", 1));
        var signsDiffer = context.Emit("Xor", [context.Emit("Less", [rest, zero]), context.Emit("Less", [divisor, zero])]);
        var isMoved = context.Emit("And", [context.Emit("Not", [context.Emit("Equal", [rest, zero])]), signsDiffer]);
        return context.Emit("Where", [isMoved, context.Emit("Add", [rest, divisor]), rest]);
    }

    // Operands: input, and perhaps how many decimals stay; negative ones round to tens, hundreds ...
    private static void Round(LoweringContext context, GraphNode node)
    {
        var input = Own(context, node);
        if (!node.Results[0].Type!.IsFloating)
        {
            context.Give(input);
            return;
        }
        var decimals = node.Operands.Count > 1 ? context.Fixed(node.Operands[1]) : 0;
        if (decimals == 0)
        {
            context.Give(context.Emit("Round", [input]));
            return;
        }
        var power = context.Scalar(Math.Pow(10, Math.Abs(decimals)), Result(node));
        var (before, after) = decimals > 0 ? ("Mul", "Div") : ("Div", "Mul");
        context.Give(context.Emit(after, [context.Emit("Round", [context.Emit(before, [input, power])]), power]));
    }

    // The rounding error of u = 1 + x is x / (u - 1); where u is 1 or x themselves there is nothing to divide. W. Kahan's method.
    internal static string LogOfOnePlus(Arithmetic math, string x)
    {
        var one = math.Number(1);
        var sum = math.Add(x, one);
        var error = math.Div(x, math.Sub(sum, one));
        var factor = math.Where(math.Emit("Equal", sum, x), one, error);
        var logarithm = math.Mul(math.Log(sum), factor);
        return math.Where(math.Emit("Equal", sum, one), x, logarithm);
    }

    // torch's remainder has the sign of the divisor.
    private static void Remainder(LoweringContext context, GraphNode node)
    {
        var element = Result(node);
        var (dividend, divisor) = (context.As(node.Operands[0], element), context.As(node.Operands[1], element));
        context.Give(node.Results[0].Type!.IsFloating
            ? FloatRemainder(context, element, dividend, divisor)
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
