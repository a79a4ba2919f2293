namespace DeepPipe.Features;

/// <summary>
/// The maximum-likelihood power of I. Yeo and R. Johnson, "A New Family of Power Transformations to Improve Normality or Symmetry",
/// Biometrika 87 (2000).
/// </summary>
internal static class YeoJohnsonFit
{
    private const double Least = -8;
    private const double Greatest = 10;

    // The square of (1 + |x|)^exponent is finite.
    private const double LargestLogarithm = 345;

    private const int StepCount = 48;
    private static readonly double Golden = (Math.Sqrt(5) - 1) / 2;

    /// <param name="ascending">At least two different values, ascending.</param>
    public static double Power(double[] ascending)
    {
        var logarithms = Array.ConvertAll(ascending, value => double.LogP1(Math.Abs(value)));
        var negativeCount = Array.FindIndex(ascending, value => value >= 0) is >= 0 and var index ? index : ascending.Length;
        var least = negativeCount == 0 ? Least : Math.Max(Least, 2 - LargestLogarithm / logarithms[0]);
        var greatest = negativeCount == ascending.Length ? Greatest : Math.Min(Greatest, LargestLogarithm / logarithms[^1]);
        return Highest(power => LogLikelihood(logarithms, negativeCount, power), least, greatest);
    }

    // Up to a constant.
    private static double LogLikelihood(double[] logarithms, int negativeCount, double power)
    {
        var below = logarithms.AsSpan(0, negativeCount);
        var above = logarithms.AsSpan(negativeCount);
        var jacobian = (power - 1) * (Sum(above) - Sum(below));
        // Values on one side of 0 alone may be so far from it that their powers differ in no digit: powers relative to the largest still do.
        var reference = above.IsEmpty ? Largest(below, 2 - power) : below.IsEmpty ? Largest(above, power) : 0;
        var powers = new double[logarithms.Length];
        for (var index = 0; index < powers.Length; index++)
        {
            powers[index] = index < negativeCount
                ? -Scaled(logarithms[index], 2 - power, reference)
                : Scaled(logarithms[index], power, reference);
        }
        var (_, deviation) = TrainNumbers.Moments(powers);
        return jacobian - logarithms.Length * (Math.Log(deviation) + reference);
    }

    private static double Scaled(double logarithm, double exponent, double reference) =>
        exponent == 0 ? logarithm : double.ExpM1(exponent * logarithm - reference) / exponent;

    private static double Largest(ReadOnlySpan<double> logarithms, double exponent) =>
        Math.Max(exponent * logarithms[0], exponent * logarithms[^1]);

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum;
    }

    // Golden section; the likelihood has one peak.
    private static double Highest(Func<double, double> height, double least, double greatest)
    {
        var (left, right) = (greatest - Golden * (greatest - least), least + Golden * (greatest - least));
        var (leftHeight, rightHeight) = (height(left), height(right));
        for (var step = 0; step < StepCount; step++)
        {
            if (leftHeight > rightHeight)
            {
                (greatest, right, rightHeight) = (right, left, leftHeight);
                left = greatest - Golden * (greatest - least);
                leftHeight = height(left);
            }
            else
            {
                (least, left, leftHeight) = (left, right, rightHeight);
                right = least + Golden * (greatest - least);
                rightHeight = height(right);
            }
        }
        return (least + greatest) / 2;
    }
}
