using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepPipe.Statistics;

/// <summary>
/// Count, mean, sum of squared deviations and range of numbers, mergeable.
/// Chan, Golub, LeVeque: Updating Formulae and a Pairwise Algorithm for Computing Sample Variances (1979).
/// </summary>
/// <remarks>Sums run in four fixed lanes, so that every processor gives the same bits.</remarks>
internal readonly record struct Moments(long Count, double Mean, double SquaredDeviations, double Minimum, double Maximum)
{
    public static readonly Moments Empty = new(0, double.NaN, 0, double.NaN, double.NaN);

    /// <summary>The moments of finite values, in two passes over them.</summary>
    public static Moments Of(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
            return Empty;

        var (sum, minimum, maximum) = SumAndRange(values);
        if (minimum == maximum)
            return new(values.Length, minimum, 0, minimum, maximum);     // rounding would give a constant a deviation

        var mean = sum / values.Length;
        return new(values.Length, mean, SquaredDeviationsFrom(mean, values), minimum, maximum);
    }

    public Moments Merge(Moments other)
    {
        if (Count == 0)
            return other;
        if (other.Count == 0)
            return this;

        var count = Count + other.Count;
        var difference = other.Mean - Mean;
        var otherShare = (double)other.Count / count;
        return new(
            count,
            Mean + difference * otherShare,
            SquaredDeviations + other.SquaredDeviations + difference * difference * Count * otherShare,
            Math.Min(Minimum, other.Minimum),
            Math.Max(Maximum, other.Maximum));
    }

    private static (double Sum, double Minimum, double Maximum) SumAndRange(ReadOnlySpan<double> values)
    {
        var sums = Vector256<double>.Zero;
        var minima = Vector256.Create(values[0]);
        var maxima = minima;
        var quads = MemoryMarshal.Cast<double, Vector256<double>>(values);
        foreach (var quad in quads)
        {
            sums += quad;
            minima = Vector256.Min(minima, quad);
            maxima = Vector256.Max(maxima, quad);
        }

        var (sum, minimum, maximum) = (Vector256.Sum(sums), minima[0], maxima[0]);
        for (var lane = 1; lane < Vector256<double>.Count; lane++)
        {
            minimum = Math.Min(minimum, minima[lane]);
            maximum = Math.Max(maximum, maxima[lane]);
        }
        foreach (var value in values[(quads.Length * Vector256<double>.Count)..])
        {
            sum += value;
            minimum = Math.Min(minimum, value);
            maximum = Math.Max(maximum, value);
        }
        return (sum, minimum, maximum);
    }

    // The sum of plain deviations would be 0 but for rounding in the mean; its square corrects the sum of squares.
    private static double SquaredDeviationsFrom(double mean, ReadOnlySpan<double> values)
    {
        var means = Vector256.Create(mean);
        var squareSums = Vector256<double>.Zero;
        var plainSums = Vector256<double>.Zero;
        var quads = MemoryMarshal.Cast<double, Vector256<double>>(values);
        foreach (var quad in quads)
        {
            var deviations = quad - means;
            squareSums += deviations * deviations;
            plainSums += deviations;
        }

        var (squares, plain) = (Vector256.Sum(squareSums), Vector256.Sum(plainSums));
        foreach (var value in values[(quads.Length * Vector256<double>.Count)..])
        {
            var deviation = value - mean;
            squares += deviation * deviation;
            plain += deviation;
        }
        return Math.Max(0, squares - plain * plain / values.Length);
    }
}
