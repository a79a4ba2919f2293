using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>The gamma function's logarithm and its derivatives.</summary>
/// <remarks>
/// They are computed in float64: a fixed number of steps of the recurrence leads to where Stirling's series is exact to 13 digits, and
/// below 1/2 the function is reflected.
/// </remarks>
internal static class GammaLowerings
{
    // The recurrence is taken as often as it needs from 1/2 on.
    private const int Steps = 10;

    // B(2k) / (2k (2k - 1)), and B(2k), for Bernoulli's numbers B.
    private static readonly IReadOnlyList<double> Stirling = [1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360];

    private static readonly IReadOnlyList<double> Bernoulli = [1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730];

    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::lgamma"] = Of(LogGamma),
        ["aten::special_gammaln"] = Of(LogGamma),
        ["aten::mvlgamma"] = ManyLogGamma,
        ["aten::special_multigammaln"] = ManyLogGamma,
        ["aten::digamma"] = Of(Digamma),
        ["aten::special_digamma"] = Of(Digamma),
        ["aten::polygamma"] = Polygamma,
        ["aten::special_polygamma"] = Polygamma,
    };

    private static Lowering Of(Func<Arithmetic, string, string> function) =>
        (context, node) => Arithmetic.GiveInDouble(context, node, node.Operands[0], function);

    // Operands: input, dimension p: the sum of p log-gammas, half a step apart.
    private static void ManyLogGamma(LoweringContext context, GraphNode node)
    {
        var count = context.Fixed(node.Operands[1]);
        Arithmetic.GiveInDouble(context, node, node.Operands[0], (math, x) => Enumerable.Range(0, (int)count)
            .Select(term => LogGamma(math, math.Sub(x, math.Number(term / 2.0))))
            .Aggregate(math.Number(count * (count - 1) / 4.0 * Math.Log(Math.PI)), math.Add));
    }

    // Operands: order, input.
    private static void Polygamma(LoweringContext context, GraphNode node) =>
        Arithmetic.GiveInDouble(context, node, node.Operands[1], context.Fixed(node.Operands[0]) switch
        {
            0 => Digamma,
            1 => Trigamma,
            var order => throw context.Refuse($"polygamma is known of the orders 0 and 1, not {order}."),
        });

    // log|Γ(x)| = log(π / |sin πx|) - log Γ(1 - x) below 1/2.
    private static string LogGamma(Arithmetic math, string x)
    {
        var (isLow, positive) = Reflected(math, x);
        var (far, walked) = Walk(math, positive, math.Number(1), math.Mul);
        var half = math.Mul(math.Sub(far, math.Number(0.5)), math.Log(far));
        var main = math.Add(math.Sub(half, far), math.Number(0.5 * Math.Log(2 * Math.PI)));
        var logarithm = math.Sub(math.Add(main, math.Div(Series(math, far, Stirling), far)), math.Log(walked));
        var sine = math.Emit("Abs", SineOfTurn(math, x));
        var reflected = math.Sub(math.Number(Math.Log(Math.PI)), math.Add(math.Log(sine), logarithm));
        return AtInfinity(math, x, math.Where(isLow, reflected, logarithm), double.PositiveInfinity, double.PositiveInfinity);
    }

    // ψ(x) = ψ(1 - x) - π / tan πx below 1/2; at 0, -1, ... it has no value, and at 0 torch's is infinite against the sign of 0.
    private static string Digamma(Arithmetic math, string x)
    {
        var (isLow, positive) = Reflected(math, x);
        var (far, walked) = Walk(math, positive, math.Number(0), (sum, point) => math.Add(sum, math.Emit("Reciprocal", point)));
        var terms = Bernoulli.Select((number, index) => number / (2 * (index + 1))).ToList();
        var square = math.Mul(far, far);
        var tail = math.Add(math.Div(math.Number(0.5), far), math.Div(Series(math, far, terms), square));
        var value = math.Sub(math.Sub(math.Log(far), tail), walked);
        var cosine = SineOfTurn(math, math.Add(x, math.Number(0.5)));
        var sine = SineOfTurn(math, x);
        var reflected = math.Sub(value, math.Div(math.Mul(math.Number(Math.PI), cosine), sine));
        var low = math.Where(math.Emit("Equal", sine, math.Number(0)), math.Number(double.NaN), reflected);
        var isZero = math.Emit("Equal", x, math.Number(0));
        var known = math.Where(isZero, math.Emit("Neg", math.Emit("Reciprocal", x)), math.Where(isLow, low, value));
        return AtInfinity(math, x, known, double.PositiveInfinity, double.NaN);
    }

    // ψ'(x) = (π / sin πx)² - ψ'(1 - x) below 1/2.
    private static string Trigamma(Arithmetic math, string x)
    {
        var (isLow, positive) = Reflected(math, x);
        var (far, walked) = Walk(math, positive, math.Number(0), (sum, point) => math.Add(sum, math.Emit("Reciprocal", math.Mul(point, point))));
        var square = math.Mul(far, far);
        var series = math.Div(math.Add(math.Number(0.5), math.Div(Series(math, far, Bernoulli), far)), square);
        var value = math.Add(walked, math.Add(math.Emit("Reciprocal", far), series));
        var sine = SineOfTurn(math, x);
        var reflected = math.Sub(math.Div(math.Number(Math.PI * Math.PI), math.Mul(sine, sine)), value);
        return AtInfinity(math, x, math.Where(isLow, reflected, value), 0, double.NaN);
    }

    private static (string IsLow, string Positive) Reflected(Arithmetic math, string x)
    {
        var isLow = math.Emit("Less", x, math.Number(0.5));
        return (isLow, math.Where(isLow, math.Sub(math.Number(1), x), x));
    }

    // Below 10, x + 10 and what was gathered of x, x + 1, ... x + 9; from there on x itself.
    private static (string Far, string Gathered) Walk(Arithmetic math, string x, string start, Func<string, string, string> gather)
    {
        var end = math.Number(Steps);
        var isNear = math.Emit("Less", x, end);
        var near = math.Emit("Min", x, end);
        var gathered = Enumerable.Range(0, Steps).Select(step => step == 0 ? near : math.Add(near, math.Number(step))).Aggregate(start, gather);
        return (math.Where(isNear, math.Add(x, end), x), math.Where(isNear, gathered, start));
    }

    // c0 + c1 / x² + c2 / x⁴ ...
    private static string Series(Arithmetic math, string x, IReadOnlyList<double> coefficients) =>
        math.Polynomial(math.Emit("Reciprocal", math.Mul(x, x)), coefficients.Reverse());

    // sin πx, of what is left of x after whole turns, so that it is 0 exactly where x is whole.
    private static string SineOfTurn(Arithmetic math, string x)
    {
        var nearest = math.Emit("Round", x);
        var sine = math.Emit("Sin", math.Mul(math.Number(Math.PI), math.Sub(x, nearest)));
        var half = math.Mul(nearest, math.Number(0.5));
        return math.Where(math.Emit("Equal", math.Emit("Floor", half), half), sine, math.Emit("Neg", sine));
    }

    // Where differences of infinities would have no value.
    private static string AtInfinity(Arithmetic math, string x, string value, double above, double below)
    {
        var upper = math.Where(math.Emit("Equal", x, math.Number(double.PositiveInfinity)), math.Number(above), value);
        return math.Where(math.Emit("Equal", x, math.Number(double.NegativeInfinity)), math.Number(below), upper);
    }
}
