using System.Runtime.InteropServices;

namespace DeepPipe.Statistics;

/// <summary>
/// The values of a column for quantiles and distinct counts: all of them up to <see cref="NumberProfile.ExactLimit"/>,
/// above it a <see cref="QuantileSketch"/> and the distinct ones as long as they are few.
/// </summary>
/// <remarks>Reading takes the values that its owner has not added yet, so that reading changes nothing.</remarks>
internal sealed class Distribution
{
    private readonly List<double> all = [];
    private QuantileSketch? sketch;
    private HashSet<double>? distinct = [];     // only beside a sketch; null when there are more than DistinctLimit

    public bool IsExact => sketch is null;

    /// <summary>See <see cref="QuantileSketch.RankErrorCount"/>; 0 when exact.</summary>
    public long RankErrorCount => sketch?.RankErrorCount ?? 0;

    public void Add(ReadOnlySpan<double> values)
    {
        if (sketch is null && all.Count + values.Length > NumberProfile.ExactLimit)
            BecomeSketch();
        if (sketch is null)
        {
            all.AddRange(values);
            return;
        }
        sketch.Add(values);
        AddDistinct(values);
    }

    public void Merge(Distribution other)
    {
        if (other.sketch is null)
        {
            Add(CollectionsMarshal.AsSpan(other.all));
            return;
        }
        if (sketch is null)
            BecomeSketch();
        sketch!.Merge(other.sketch);
        if (other.distinct is null)
            distinct = null;
        else
            AddDistinct([.. other.distinct]);
    }

    public double[] Quantiles(IReadOnlyList<double> fractions, ReadOnlySpan<double> more)
    {
        if (sketch is not null)
        {
            var sample = sketch.Sample(more);
            return [.. fractions.Select(fraction => LinearQuantile.Of(fraction, sample.Count, sample.ValueAt))];
        }

        double[] sorted = [.. all, .. more];
        RadixSort.Sort(sorted);
        return [.. fractions.Select(fraction => LinearQuantile.Of(fraction, sorted.Length, rank => sorted[rank]))];
    }

    public int DistinctAtMost(int limit, ReadOnlySpan<double> more)
    {
        if (distinct is null)
            return limit;

        var seen = new HashSet<double>(distinct);
        AddUpTo(limit, seen, CollectionsMarshal.AsSpan(all));
        AddUpTo(limit, seen, more);
        return Math.Min(seen.Count, limit);
    }

    private void BecomeSketch()
    {
        sketch = new();
        var values = CollectionsMarshal.AsSpan(all);
        sketch.Add(values);
        AddDistinct(values);
        all.Clear();
        all.TrimExcess();
    }

    private void AddDistinct(ReadOnlySpan<double> values)
    {
        if (distinct is null)
            return;
        AddUpTo(NumberProfile.DistinctLimit + 1, distinct, values);
        if (distinct.Count > NumberProfile.DistinctLimit)
            distinct = null;
    }

    private static void AddUpTo(int limit, HashSet<double> seen, ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            if (seen.Count >= limit)
                return;
            seen.Add(value);
        }
    }
}
