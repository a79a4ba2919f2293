using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Functions of one or two numbers that ONNX has not, made of those that it has.</summary>
internal static class FunctionLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::tan"] = Single("Tan"),
        ["aten::asin"] = Single("Asin"),
        ["aten::acos"] = Single("Acos"),
        ["aten::atan"] = Single("Atan"),
        ["aten::sinh"] = Single("Sinh"),
        ["aten::cosh"] = Single("Cosh"),
        ["aten::arcsinh"] = Single("Asinh"),
        ["aten::arccosh"] = Single("Acosh"),
        ["aten::arctanh"] = Single("Atanh"),
        ["aten::exp2"] = Of((math, x) => math.Pow(math.Number(2), x)),
        ["aten::special_exp2"] = Of((math, x) => math.Pow(math.Number(2), x)),
        ["aten::expm1"] = Of(ExpMinusOne),
        ["aten::special_expm1"] = Of(ExpMinusOne),
        ["aten::log2"] = Of((math, x) => math.Div(math.Log(x), math.Number(Math.Log(2)))),
        ["aten::log10"] = Of((math, x) => math.Div(math.Log(x), math.Number(Math.Log(10)))),
        ["aten::logit"] = Logit,
        ["aten::special_logit"] = Logit,
        ["aten::erfc"] = Of((math, x) => math.Sub(math.Number(1), math.Emit("Erf", x)), "Erf"),
        ["aten::special_erfc"] = Of((math, x) => math.Sub(math.Number(1), math.Emit("Erf", x)), "Erf"),
        ["aten::special_erf"] = Of((math, x) => math.Emit("Erf", x), "Erf"),
        ["aten::special_ndtr"] = Of(
            (math, x) => math.Mul(math.Number(0.5), math.Add(math.Number(1), math.Emit("Erf", math.Mul(x, math.Number(Math.Sqrt(0.5)))))),
            "Erf"),
        ["aten::deg2rad"] = Of((math, x) => math.Mul(x, math.Number(Math.PI / 180))),
        ["aten::rad2deg"] = Of((math, x) => math.Mul(x, math.Number(180 / Math.PI))),
        ["aten::sinc"] = Of(Sinc),
        ["aten::special_sinc"] = Of(Sinc),
        ["aten::special_entr"] = Of(Entropy),
        ["aten::atan2"] = OfTwo(Angle, "Atan"),
        ["aten::hypot"] = OfTwo((math, x, y) => math.Emit("Sqrt", math.Add(math.Mul(x, x), math.Mul(y, y)))),
        ["aten::xlogy"] = OfTwo(TimesLog),
        ["aten::special_xlog1py"] = OfTwo(TimesLogOfOnePlus),
        ["aten::angle"] = Of((math, x) => math.Where(
            math.Emit("IsNaN", x), x, math.Where(math.Emit("Less", x, math.Number(0)), math.Number(Math.PI), math.Number(0)))),
        ["aten::frexp"] = Parts,
        ["aten::signbit"] = IsNegative,
        ["aten::logaddexp"] = OfTwo((math, x, y) => LogAddExp(math, x, y, 1)),
        ["aten::logaddexp2"] = OfTwo((math, x, y) => LogAddExp(math, x, y, Math.Log(2))),
        ["aten::ldexp"] = OfTwo((math, x, y) => math.Mul(x, math.Pow(math.Number(2), y))),
        ["aten::copysign"] = OfTwo(CopySign),
        ["aten::heaviside"] = OfTwo((math, x, y) => math.Where(
            math.Emit("Equal", x, math.Number(0)), y, math.Cast(math.Emit("Greater", x, math.Number(0))))),
        ["aten::fmax"] = OfTwo((math, x, y) => Known(math, x, y, "Max")),
        ["aten::fmin"] = OfTwo((math, x, y) => Known(math, x, y, "Min")),
    };

    private static Lowering Single(string operation) => (context, node) =>
    {
        RequireSingle(context, node, operation);
        context.Give(context.Emit(operation, [ArithmeticLowerings.Own(context, node)]));
    };

    private static Lowering Of(Func<Arithmetic, string, string> function, string? onlySingle = null) => (context, node) =>
    {
        if (onlySingle is not null)
            RequireSingle(context, node, onlySingle);
        context.Give(function(new Arithmetic(context, ArithmeticLowerings.Result(node)), ArithmeticLowerings.Own(context, node)));
    };

    private static Lowering OfTwo(Func<Arithmetic, string, string, string> function, string? onlySingle = null) => (context, node) =>
    {
        if (onlySingle is not null)
            RequireSingle(context, node, onlySingle);
        var element = ArithmeticLowerings.Result(node);
        context.Give(function(
            new Arithmetic(context, element), context.As(node.Operands[0], element), context.As(node.Operands[1], element)));
    };

    // ONNX Runtime's CPU provider has these for float32 alone.
    private static void RequireSingle(LoweringContext context, GraphNode node, string operation)
    {
        if (ArithmeticLowerings.Result(node) == ScalarType.Float64)
            throw context.Refuse($"ONNX Runtime has no {operation} in float64. Cast to float32 before.");
    }

    // Near 0, where exp(x) - 1 loses its digits: (u - 1) x / log(u) for u = exp(x). W. Kahan's method.
    private static string ExpMinusOne(Arithmetic math, string x)
    {
        var one = math.Number(1);
        var power = math.Emit("Exp", x);
        var less = math.Sub(power, one);
        var exact = math.Div(math.Mul(less, x), math.Log(power));
        var isNear = math.And(math.Emit("Less", math.Emit("Abs", x), one), math.Not(math.Emit("Equal", power, one)));
        return math.Where(isNear, exact, math.Where(math.Emit("Equal", power, one), x, less));
    }

    // Operands: input, and perhaps how far it is kept from 0 and 1.
    private static void Logit(LoweringContext context, GraphNode node)
    {
        var math = new Arithmetic(context, ArithmeticLowerings.Result(node));
        var x = ArithmeticLowerings.Own(context, node);
        if (node.Operands.ElementAtOrDefault(1) is { } operand and not Operand.None)
        {
            var margin = context.Number(operand);
            x = math.Emit("Min", math.Emit("Max", x, math.Number(margin)), math.Number(1 - margin));
        }
        context.Give(math.Log(math.Div(x, math.Sub(math.Number(1), x))));
    }

    private static string Sinc(Arithmetic math, string x)
    {
        var isZero = math.Emit("Equal", x, math.Number(0));
        var angle = math.Mul(math.Number(Math.PI), x);
        return math.Where(isZero, math.Number(1), math.Div(math.Emit("Sin", angle), angle));
    }

    private static string Entropy(Arithmetic math, string x)
    {
        var zero = math.Number(0);
        var inside = math.Where(math.Emit("Equal", x, zero), zero, math.Emit("Neg", math.Mul(x, math.Log(x))));
        return math.Where(math.Emit("Less", x, zero), math.Number(double.NegativeInfinity), inside);
    }

    // NaN goes through; 0 times any logarithm is 0.
    private static string TimesLog(Arithmetic math, string x, string y)
    {
        var isZero = math.And(math.Emit("Equal", x, math.Number(0)), math.Not(math.Emit("IsNaN", y)));
        return math.Where(isZero, math.Number(0), math.Mul(x, math.Log(y)));
    }

    // log(1 + y) as log1p makes it.
    private static string TimesLogOfOnePlus(Arithmetic math, string x, string y)
    {
        var isZero = math.And(math.Emit("Equal", x, math.Number(0)), math.Not(math.Emit("IsNaN", y)));
        return math.Where(isZero, math.Number(0), math.Mul(x, ArithmeticLowerings.LogOfOnePlus(math, y)));
    }

    // The fraction is in [1/2, 1): where the logarithm is off by its last digit, it is halved or doubled. Neither 0 nor what is not
    // finite has a power.
    private static void Parts(LoweringContext context, GraphNode node)
    {
        var math = new Arithmetic(context, ScalarType.Float64);
        var x = context.As(node.Operands[0], ScalarType.Float64);
        var (one, half, two) = (math.Number(1), math.Number(0.5), math.Number(2));
        var length = math.Emit("Abs", x);
        var isPlain = math.And(math.Emit("Greater", length, math.Number(0)), math.Not(math.Emit("IsInf", x)));
        var known = math.Where(isPlain, length, one);
        var power = math.Emit("Floor", math.Div(math.Log(known), math.Number(Math.Log(2))));
        var fraction = math.Mul(math.Div(known, math.Pow(two, power)), half);
        var isLarge = math.Emit("GreaterOrEqual", fraction, one);
        var isSmall = math.Emit("Less", fraction, half);
        var exact = math.Where(isLarge, math.Mul(fraction, half), math.Where(isSmall, math.Mul(fraction, two), fraction));
        var exponent = math.Sub(math.Add(math.Add(power, one), math.Cast(isLarge)), math.Cast(isSmall));
        context.Give(context.Cast(math.Where(isPlain, math.Mul(exact, math.Emit("Sign", x)), x), ArithmeticLowerings.Result(node)), 0);
        context.Give(context.Cast(math.Where(isPlain, exponent, math.Number(0)), node.Results[1].Type!.Element), 1);
    }

    private static void IsNegative(LoweringContext context, GraphNode node)
    {
        var type = context.TypeOf(node.Operands[0]);
        var math = new Arithmetic(context, type.Element == ScalarType.Bool ? ScalarType.Int32 : type.Element);
        var x = type.Element == ScalarType.Bool ? context.As(node.Operands[0], ScalarType.Int32) : context.Name(node.Operands[0]);
        context.Give(math.Emit("Less", math.IsFloating ? Signed(math, x) : x, math.Number(0)));
    }

    private static string LogAddExp(Arithmetic math, string x, string y, double logOfBase)
    {
        var (high, low) = (math.Emit("Max", x, y), math.Emit("Min", x, y));
        var scale = math.Number(logOfBase);
        var rest = math.Log(math.Add(math.Number(1), math.Emit("Exp", math.Mul(math.Sub(low, high), scale))));
        // Equal infinities have no difference.
        return math.Where(math.Emit("Equal", high, low), math.Add(high, math.Number(Math.Log(2) / logOfBase)), math.Add(high, math.Div(rest, scale)));
    }

    private static string CopySign(Arithmetic math, string x, string y)
    {
        var length = math.Emit("Abs", x);
        return math.Where(math.Emit("Less", Signed(math, y), math.Number(0)), math.Emit("Neg", length), length);
    }

    // A reciprocal tells -0 from 0.
    private static string Signed(Arithmetic math, string x) => math.Where(math.Emit("Equal", x, math.Number(0)), math.Emit("Reciprocal", x), x);

    // The quadrant comes from the signs; the angle of (0, 0) is 0, and pi left of it.
    private static string Angle(Arithmetic math, string y, string x)
    {
        var zero = math.Number(0);
        var isLeft = math.Emit("Less", x, zero);
        var isBelow = math.Emit("Less", Signed(math, y), zero);
        var slope = math.Emit("Atan", math.Div(y, x));
        var half = math.Where(isBelow, math.Number(-Math.PI), math.Number(Math.PI));
        var angle = math.Where(isLeft, math.Add(slope, half), slope);
        var onAxis = math.Where(isLeft, half, zero);
        return math.Where(math.And(math.Emit("Equal", y, zero), math.Not(math.Emit("IsNaN", x))), onAxis, angle);
    }

    // Of two numbers of which one is NaN, the other.
    private static string Known(Arithmetic math, string x, string y, string operation) => math.IsFloating
        ? math.Where(math.Emit("IsNaN", x), y, math.Where(math.Emit("IsNaN", y), x, math.Emit(operation, x, y)))
        : math.Emit(operation, x, y);
}
