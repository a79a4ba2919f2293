using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>
/// The quantile of the standard normal distribution in plain arithmetic: M. J. Wichura, "Algorithm AS 241: The Percentage Points
/// of the Normal Distribution", Applied Statistics 37 (1988), routine PPND16, relative accuracy about 1e-16.
/// </summary>
internal static class NormalQuantile
{
    // Ascending powers. Central: |p - 1/2| <= 0.425. Tail: the rest, as far as exp(-25).
    private static readonly Scalar[] CentralNumerator = Scalars(
        3.3871328727963666080, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
        4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3);

    private static readonly Scalar[] CentralDenominator = Scalars(
        1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
        2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3);

    private static readonly Scalar[] TailNumerator = Scalars(
        1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
        1.27045825245236838258, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4);

    private static readonly Scalar[] TailDenominator = Scalars(
        1, 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550e-1,
        1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9);

    // Scalars are native objects: one made in an expression may be freed by its finalizer while the native call still reads it.
    // The operator + makes one each time, the factor of its second term: hence add, with One for it.
    private static readonly Scalar Zero = 0.0.ToScalar();
    private static readonly Scalar Half = 0.5.ToScalar();
    private static readonly Scalar One = 1.0.ToScalar();
    private static readonly Scalar CentralWidth = 0.425.ToScalar();
    private static readonly Scalar CentralWidthSquared = 0.180625.ToScalar();
    private static readonly Scalar TailStart = 1.6.ToScalar();

    /// <summary>The quantile of each level.</summary>
    /// <param name="level">Float64, any shape, within exp(-25) of 0 and 1 at most.</param>
    public static Tensor Of(Tensor level)
    {
        var fromMiddle = level - Half;
        var square = (fromMiddle * fromMiddle).neg().add(CentralWidthSquared, One);
        var central = fromMiddle * Polynomial(CentralNumerator, square) / Polynomial(CentralDenominator, square);

        var depth = minimum(level, level.neg().add(One, One)).log().neg().sqrt() - TailStart;
        var size = Polynomial(TailNumerator, depth) / Polynomial(TailDenominator, depth);
        var tail = where(fromMiddle < Zero, size.neg(), size);

        return where(fromMiddle.abs() <= CentralWidth, central, tail);
    }

    private static Tensor Polynomial(Scalar[] coefficients, Tensor value)
    {
        var result = (value * coefficients[^1]).add(coefficients[^2], One);
        for (var power = coefficients.Length - 3; power >= 0; power--)
            result = (result * value).add(coefficients[power], One);
        return result;
    }

    private static Scalar[] Scalars(params double[] values) => [.. values.Select(value => value.ToScalar())];
}
