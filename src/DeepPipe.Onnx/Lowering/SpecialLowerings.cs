namespace DeepPipe.Onnx;

/// <summary>Functions without a closed form, by approximations in float64.</summary>
internal static class SpecialLowerings
{
    // M. Giles, Approximating the erfinv function (2010), the double-precision form: for w = -log(1 - x²) near 3.125, and √w near 3.25 and 5.
    private static readonly IReadOnlyList<double> InverseNear =
    [
        -3.6444120640178196996e-21, -1.685059138182016589e-19, 1.2858480715256400167e-18, 1.115787767802518096e-17,
        -1.333171662854620906e-16, 2.0972767875968561637e-17, 6.6376381343583238325e-15, -4.0545662729752068639e-14,
        -8.1519341976054721522e-14, 2.6335093153082322977e-12, -1.2975133253453532498e-11, -5.4154120542946279317e-11,
        1.051212273321532285e-09, -4.1126339803469836976e-09, -2.9070369957882005086e-08, 4.2347877827932403518e-07,
        -1.3654692000834678645e-06, -1.3882523362786468719e-05, 0.0001867342080340571352, -0.00074070253416626697512,
        -0.0060336708714301490533, 0.24015818242558961693, 1.6536545626831027356,
    ];

    private static readonly IReadOnlyList<double> InverseMiddle =
    [
        2.2137376921775787049e-09, 9.0756561938885390979e-08, -2.7517406297064545428e-07, 1.8239629214389227755e-08,
        1.5027403968909827627e-06, -4.013867526981545969e-06, 2.9234449089955446044e-06, 1.2475304481671778723e-05,
        -4.7318229009055733981e-05, 6.8284851459573175448e-05, 2.4031110387097893999e-05, -0.0003550375203628474796,
        0.00095328937973738049703, -0.0016882755560235047313, 0.0024914420961078508066, -0.0037512085075692412107,
        0.005370914553590063617, 1.0052589676941592334, 3.0838856104922207635,
    ];

    private static readonly IReadOnlyList<double> InverseFar =
    [
        -2.7109920616438573243e-11, -2.5556418169965252055e-10, 1.5076572693500548083e-09, -3.7894654401267369937e-09,
        7.6157012080783393804e-09, -1.4960026627149240478e-08, 2.9147953450901080826e-08, -6.7711997758452339498e-08,
        2.2900482228026654717e-07, -9.9298272942317002539e-07, 4.5260625972231537039e-06, -1.9681778105531670567e-05,
        7.5995277030017761139e-05, -0.00021503011930044477347, -0.00013871931833623122026, 1.0103004648645343977,
        4.8499064014085844221,
    ];

    // From here on the series in 1 / x is as good as float64.
    private const double FarBessel = 40;

    // The midpoint rule of a periodic function, exact to float64 up to that point.
    private const int Angles = 48;

    private const int FarTerms = 12;

    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::erfinv"] = Of(InverseOfErf),
        ["aten::special_erfinv"] = Of(InverseOfErf),
        ["aten::special_ndtri"] = Of(Quantile),
        ["aten::i0"] = Of((math, x) => Bessel(math, x, 0, isScaled: false)),
        ["aten::special_i0"] = Of((math, x) => Bessel(math, x, 0, isScaled: false)),
        ["aten::special_i0e"] = Of((math, x) => Bessel(math, x, 0, isScaled: true)),
        ["aten::special_i1"] = Of((math, x) => Bessel(math, x, 1, isScaled: false)),
        ["aten::special_i1e"] = Of((math, x) => Bessel(math, x, 1, isScaled: true)),
        ["aten::special_modified_bessel_i0"] = Of((math, x) => Bessel(math, x, 0, isScaled: false)),
        ["aten::special_modified_bessel_i1"] = Of((math, x) => Bessel(math, x, 1, isScaled: false)),
        ["aten::special_spherical_bessel_j0"] = Of(SphericalBessel),
    };

    private static Lowering Of(Func<Arithmetic, string, string> function) =>
        (context, node) => Arithmetic.GiveInDouble(context, node, node.Operands[0], function);

    private static string InverseOfErf(Arithmetic math, string x)
    {
        var one = math.Number(1);
        return InverseOfErf(math, x, math.Mul(math.Sub(one, x), math.Add(one, x)));
    }

    // The normal distribution's; 1 - x² of x = 2p - 1 is 4p (1 - p), which keeps its digits where p is small.
    private static string Quantile(Arithmetic math, string p)
    {
        var one = math.Number(1);
        var rest = math.Mul(math.Mul(math.Number(4), p), math.Sub(one, p));
        var x = math.Sub(math.Mul(math.Number(2), p), one);
        return math.Mul(math.Number(Math.Sqrt(2)), InverseOfErf(math, x, rest));
    }

    // x times a polynomial; infinite at 1 and -1, where 1 - x² is 0, and without a value beyond.
    private static string InverseOfErf(Arithmetic math, string x, string rest)
    {
        var depth = math.Emit("Neg", math.Log(rest));
        var root = math.Emit("Sqrt", depth);
        string Around(string value, double center, IReadOnlyList<double> coefficients) =>
            math.Polynomial(math.Sub(value, math.Number(center)), coefficients);

        var far = math.Where(
            math.Emit("Less", depth, math.Number(16)), Around(root, 3.25, InverseMiddle), Around(root, 5, InverseFar));
        var factor = math.Where(math.Emit("Less", depth, math.Number(6.25)), Around(depth, 3.125, InverseNear), far);
        var ends = math.Mul(x, math.Number(double.PositiveInfinity));
        return math.Where(math.Emit("Equal", rest, math.Number(0)), ends, math.Mul(factor, x));
    }

    // I(x) e^-|x| is the mean of cos(n t) e^(x (cos t - 1)) over half a turn; far out it is a series in 1 / x.
    private static string Bessel(Arithmetic math, string x, int order, bool isScaled)
    {
        var length = math.Emit("Abs", x);
        var near = math.Emit("Min", length, math.Number(FarBessel));
        var scaled = math.Where(math.Emit("Less", length, math.Number(FarBessel)), Mean(math, near, order), Far(math, length, order));
        var value = isScaled ? scaled : math.Mul(scaled, math.Emit("Exp", length));
        if (!isScaled)
            value = math.Where(math.Emit("IsInf", math.Emit("Exp", length)), math.Number(double.PositiveInfinity), value);
        return order == 0 ? value : math.Where(math.Emit("Less", x, math.Number(0)), math.Emit("Neg", value), value);
    }

    private static string Mean(Arithmetic math, string x, int order)
    {
        var angles = Enumerable.Range(0, Angles).Select(place => Math.PI * (place + 0.5) / Angles).ToList();
        var powers = math.Emit("Exp", math.Mul(math.Unsqueezed(x), math.Numbers(angles.Select(angle => Math.Cos(angle) - 1))));
        return math.SumOfLast(math.Mul(powers, math.Numbers(angles.Select(angle => Math.Cos(order * angle) / Angles))));
    }

    // 1 / √(2πx) times the sum of the products of ((2k - 1)² - 4n²) / (8kx).
    private static string Far(Arithmetic math, string x, int order)
    {
        List<double> coefficients = [1];
        for (var term = 1; term <= FarTerms; term++)
            coefficients.Add(coefficients[^1] * ((2 * term - 1) * (2 * term - 1) - 4 * order * order) / (8 * term));
        coefficients.Reverse();
        var series = math.Polynomial(math.Emit("Reciprocal", x), coefficients);
        return math.Div(series, math.Emit("Sqrt", math.Mul(math.Number(2 * Math.PI), x)));
    }

    private static string SphericalBessel(Arithmetic math, string x)
    {
        var isZero = math.Emit("Equal", x, math.Number(0));
        var wave = math.Where(isZero, math.Number(1), math.Div(math.Emit("Sin", x), x));
        return math.Where(math.Emit("IsInf", x), math.Number(0), wave);
    }
}
