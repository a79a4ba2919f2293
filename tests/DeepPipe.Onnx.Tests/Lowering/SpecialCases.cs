using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx.Tests;

/// <summary>Functions without a closed form, and numbers taken apart.</summary>
internal static class SpecialCases
{
    // Around 0 and at whole numbers, where some have no value, and far from it.
    private static Tensor Wide(OperationCases.Input i) =>
        cat([i.D * 4, i.D * 40, (i.K - 2).to(ScalarType.Float64), i.K.to(ScalarType.Float64) / 0], 0).to(ScalarType.Float32);

    internal static readonly IReadOnlyDictionary<string, Func<OperationCases.Input, Tensor>> All =
        new Dictionary<string, Func<OperationCases.Input, Tensor>>
        {
            ["lgamma"] = i => Wide(i).lgamma(),
            ["lgamma of doubles"] = i => (i.D * 3).lgamma(),
            ["lgamma of whole numbers"] = i => (i.K * 7).lgamma(),
            ["lgamma far out"] = i => cat([i.D.abs() * 1e9, i.D.abs() * 1e36, i.D * 1e-9], 0).to(ScalarType.Float32).lgamma(),
            ["digamma far out"] = i => cat([i.D.abs() * 1e9, i.D.abs() * 1e36], 0).digamma(),
            ["gammaln"] = i => special.gammaln(i.X.abs() + 0.1),
            ["mvlgamma"] = i => (i.X.abs() + 2).mvlgamma(3),
            ["multigammaln"] = i => special.multigammaln(i.X.abs() + 2, 2),
            ["digamma"] = i => Wide(i).digamma(),
            ["special digamma"] = i => special.digamma(i.D.abs() + 0.1),
            ["psi"] = i => special.psi(i.X.abs() + 0.1),
            ["polygamma 0"] = i => special.polygamma(0, i.X.abs() + 0.1),
            ["polygamma 1"] = i => (i.X.abs() * 4 + 0.25f).polygamma(1),
            ["polygamma 1 below 0"] = i => (i.D * 4).polygamma(1),
            ["polygamma 1 far out"] = i => (i.X.abs() * 1000 + 1).polygamma(1),
            ["erfinv"] = i => (i.X * 0.7).erfinv(),
            ["erfinv at the ends"] = i => cat([i.X.tanh(), 1 - (-8 * i.K).to(ScalarType.Float32).exp2(), (i.K - 1).to(ScalarType.Float32)], 0).erfinv(),
            ["erfinv of doubles"] = i => i.D.tanh().erfinv(),
            ["special erfinv"] = i => special.erfinv(i.X.tanh()),
            ["ndtri"] = i => special.ndtri(i.X.sigmoid()),
            ["ndtri of little"] = i => special.ndtri((i.D * 5 - 20).exp()),
            ["i0"] = i => (i.X * 6).i0(),
            ["special i0"] = i => special.i0(i.X),
            ["i0e"] = i => special.i0e(Wide(i)),
            ["i1"] = i => special.i1(i.X * 6),
            ["i1e"] = i => special.i1e(cat([i.X * 4, i.X * 60], 0)),
            ["modified bessel i0"] = i => special.modified_bessel_i0(i.X * 3),
            ["modified bessel i1"] = i => special.modified_bessel_i1(i.D * 3),
            ["spherical bessel j0"] = i => special.spherical_bessel_j0(Wide(i)),
            ["xlog1py"] = i => special.xlog1py(i.K.to(ScalarType.Float32), i.X.abs()),
            ["erfcx, which TorchSharp takes for erfc"] = i => special.erfcx(i.X),
            ["special sigmoid"] = i => special.sigmoid(i.X),
            ["special softmax"] = i => special.softmax(i.X, 1),
            ["special log softmax"] = i => special.log_softmax(i.X, 1),
            ["angle"] = i => Wide(i).angle(),
            ["angle of whole numbers"] = i => (i.K - 1).angle(),
            ["frexp, fraction"] = i => Wide(i).frexp().Mantissa,
            ["frexp, exponent"] = i => (i.X * (i.K * 20).to(ScalarType.Float32).exp2()).frexp().Exponent,
            ["frexp of powers of 2"] = i => (i.K * 5 - 7).to(ScalarType.Float32).exp2().frexp().Mantissa,
            ["frexp of doubles"] = i => i.D.frexp().Exponent + i.D.frexp().Mantissa,
            ["signbit"] = i => (i.X * i.K.clamp(0, 1).to(ScalarType.Float32)).signbit(),
            ["signbit of whole numbers"] = i => (i.K - 1).signbit(),
            ["left shift"] = i => (i.K - 2).bitwise_left_shift(i.K * 2),
            ["left shift, far"] = i => (i.K + 1).bitwise_left_shift(i.K * 30 - 15),
            ["right shift"] = i => (i.K * 1000 - 1500).bitwise_right_shift(i.K * 2),
            ["right shift, far"] = i => (i.K - 2).bitwise_right_shift(i.K + 62),
            ["right shift of int32"] = i => (i.K * 1000 - 1500).to(ScalarType.Int32).bitwise_right_shift(i.K.to(ScalarType.Int32)),
            ["conj"] = i => i.X.conj() + i.X.conj_physical() + i.X.resolve_conj() + i.X.resolve_neg(),
            ["real"] = i => real(i.X) + i.X,
            ["isreal"] = i => i.X.isreal(),
        };
}
