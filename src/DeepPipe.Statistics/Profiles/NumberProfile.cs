using System.Globalization;
using System.Runtime.InteropServices;

namespace DeepPipe.Statistics;

/// <summary>
/// The distribution of a numeric column, from one pass over its values, mergeable with that of other rows.
/// The result depends on the sequence of values, not on how it is cut into calls of <see cref="Observe"/>, and reading it changes nothing.
/// </summary>
/// <remarks>Not safe for use from several threads at once: give each its own profile and merge them.</remarks>
public sealed class NumberProfile
{
    /// <summary>Up to this many values, quantiles are exact.</summary>
    public const int ExactLimit = 131_072;

    /// <summary>The largest limit that <see cref="DistinctAtMost"/> takes.</summary>
    public const int DistinctLimit = 1024;

    private const int BlockSize = 1024;         // divides ExactLimit

    private readonly double[] block = new double[BlockSize];        // the newest values, not yet in the two below
    private readonly Distribution distribution = new();
    private Moments moments = Moments.Empty;
    private int blockCount;

    /// <summary>Number of values that are there, missing ones not counted.</summary>
    public long Count => moments.Count + blockCount;

    /// <summary>Number of missing values.</summary>
    public long Missing { get; private set; }

    /// <summary>Arithmetic mean; NaN without values.</summary>
    public double Mean => AllMoments.Mean;

    /// <summary>Population standard deviation (divided by the count, not by one less); NaN without values, 0 for a constant.</summary>
    public double StandardDeviation => Count == 0 ? double.NaN : Math.Sqrt(AllMoments.SquaredDeviations / Count);

    /// <summary>Smallest value; NaN without values.</summary>
    public double Minimum => AllMoments.Minimum;

    /// <summary>Largest value; NaN without values.</summary>
    public double Maximum => AllMoments.Maximum;

    /// <summary>
    /// The most by which the rank of a quantile can be off, as a fraction of the count: 0 while quantiles are exact,
    /// at most 0.0006 at a million values and 0.0012 at a billion. A bound, not an estimate.
    /// </summary>
    public double RankError => Count == 0 ? 0 : (double)distribution.RankErrorCount / Count;

    private Moments AllMoments => moments.Merge(Moments.Of(Block));

    private ReadOnlySpan<double> Block => block.AsSpan(0, blockCount);

    /// <summary>Takes values in; NaN is missing.</summary>
    /// <exception cref="ArgumentException">A value is infinite; then none of <paramref name="values"/> is taken in.</exception>
    public void Observe(ReadOnlySpan<double> values)
    {
        ThrowIfInfinite(values);
        while (!values.IsEmpty)
        {
            var taken = Math.Min(values.Length, BlockSize - blockCount);
            CopyPresent(values[..taken]);
            values = values[taken..];
            if (blockCount == BlockSize)
                EmptyBlock();
        }
    }

    /// <summary>Takes in what <paramref name="other"/> has seen, as if its values came after those of this profile.</summary>
    public void Merge(NumberProfile other)
    {
        ArgumentNullException.ThrowIfNull(other);
        EmptyBlock();
        moments = moments.Merge(other.AllMoments);
        distribution.Merge(other.distribution);
        distribution.Add(other.Block);
        Missing += other.Missing;
    }

    /// <summary>
    /// The quantiles at <paramref name="fractions"/>, with numpy's linear interpolation: exact up to <see cref="ExactLimit"/> values,
    /// above it the rank of each is off by at most <see cref="RankError"/>. Those at 0 and 1 are always exact. NaN without values.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A fraction is not from 0 to 1.</exception>
    public double[] Quantiles(IReadOnlyList<double> fractions)
    {
        ArgumentNullException.ThrowIfNull(fractions);
        foreach (var fraction in fractions)
        {
            if (fraction is not (>= 0 and <= 1))
                throw new ArgumentOutOfRangeException(nameof(fractions), fraction, "A quantile's fraction is from 0 to 1.");
        }
        if (Count == 0)
            return [.. fractions.Select(_ => double.NaN)];

        var quantiles = distribution.Quantiles(fractions, Block);
        for (var index = 0; index < quantiles.Length; index++)
            quantiles[index] = fractions[index] switch { 0 => Minimum, 1 => Maximum, _ => quantiles[index] };
        return quantiles;
    }

    /// <summary>How many distinct values there are, or <paramref name="limit"/> if there are as many or more. Always exact.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is not from 1 to <see cref="DistinctLimit"/>.</exception>
    public long DistinctAtMost(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, DistinctLimit);
        return distribution.DistinctAtMost(limit, Block);
    }

    private void CopyPresent(ReadOnlySpan<double> values)
    {
        var count = blockCount;
        foreach (var value in values)
        {
            block[count] = value;                   // a missing value is overwritten by the next one
            count += double.IsNaN(value) ? 0 : 1;
        }
        Missing += values.Length - (count - blockCount);
        blockCount = count;
    }

    private void EmptyBlock()
    {
        moments = AllMoments;
        distribution.Add(Block);
        blockCount = 0;
    }

    private static void ThrowIfInfinite(ReadOnlySpan<double> values)
    {
        // As integers the search is vectorised.
        var infinity = BitConverter.DoubleToInt64Bits(double.PositiveInfinity);
        var negativeInfinity = BitConverter.DoubleToInt64Bits(double.NegativeInfinity);
        var index = MemoryMarshal.Cast<double, long>(values).IndexOfAny(infinity, negativeInfinity);
        if (index >= 0)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"Value {index} is {values[index]}. Allowed: finite numbers, and NaN for missing ones."),
                nameof(values));
        }
    }
}
