using System.Runtime.InteropServices;

namespace DeepPipe.Statistics;

/// <summary>
/// How often each value of a text column occurs, from one pass, mergeable with that of other rows.
/// Exact up to <see cref="ExactLimit"/> distinct values; above it the frequent ones are kept:
/// Misra, Gries: Finding Repeated Elements (1982), merged as in Agarwal et al.: Mergeable Summaries (2012).
/// </summary>
/// <remarks>Not safe for use from several threads at once: give each its own profile and merge them.</remarks>
public sealed class CategoryProfile
{
    /// <summary>Up to this many distinct values, counts are exact.</summary>
    public const int ExactLimit = 100_000;

    /// <summary>How many values are kept, at most, each time that there are more than <see cref="ExactLimit"/>.</summary>
    public const int KeptLimit = 50_000;

    private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);
    private IReadOnlyList<KeyValuePair<string, long>>? values;

    /// <summary>Number of values that are there, missing ones not counted.</summary>
    public long Count { get; private set; }

    /// <summary>Number of missing values.</summary>
    public long Missing { get; private set; }

    /// <summary>
    /// The most by which a count in <see cref="Values"/> can be too low, and the most often that a value which is not there can
    /// have occurred: 0 while exact, at most <see cref="Count"/> / <see cref="KeptLimit"/>. A bound, not an estimate.
    /// </summary>
    public long CountError { get; private set; }

    /// <summary>The values with their counts, by count descending, then by ordinal order of the text.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Values => values ??=
        [.. counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)];

    /// <summary>Takes one value in; null and the empty string are missing.</summary>
    public void Observe(string? value)
    {
        if (string.IsNullOrEmpty(value))
            Missing++;
        else
            Observe(value, 1);
    }

    /// <summary>Takes one value in, without an allocation if it was seen before; the empty span is missing.</summary>
    public void Observe(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty)
        {
            Missing++;
            return;
        }
        CollectionsMarshal.GetValueRefOrAddDefault(counts.GetAlternateLookup<ReadOnlySpan<char>>(), value, out _)++;
        Added(1);
    }

    /// <summary>Takes a value in that occurs <paramref name="count"/> times; the empty string is missing.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public void Observe(string value, long count)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (value.Length == 0)
        {
            Missing += count;
        }
        else if (count > 0)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, value, out _) += count;
            Added(count);
        }
    }

    /// <summary>Takes in what <paramref name="other"/> has seen.</summary>
    public void Merge(CategoryProfile other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var total = Count + other.Count;
        foreach (var (value, count) in other.Values)
            Observe(value, count);
        Count = total;
        Missing += other.Missing;
        CountError += other.CountError;
    }

    private void Added(long count)
    {
        Count += count;
        values = null;
        if (counts.Count > ExactLimit)
            KeepFrequent();
    }

    // Taking the same from every count leaves at most KeptLimit of them; more than KeptLimit lose that much, which bounds the sum of all losses.
    private void KeepFrequent()
    {
        long[] ascending = [.. counts.Values];
        Array.Sort(ascending);
        var loss = ascending[^(KeptLimit + 1)];
        foreach (var (value, count) in counts)
        {
            if (count <= loss)
                counts.Remove(value);
            else
                counts[value] = count - loss;
        }
        CountError += loss;
    }
}
