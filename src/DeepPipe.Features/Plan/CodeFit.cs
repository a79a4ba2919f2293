using DeepPipe.Configuration;
using DeepPipe.Statistics;

namespace DeepPipe.Features;

/// <summary>Numbers that are fitted for the codes of a category, from how many train rows have each.</summary>
internal sealed class CodeFit
{
    private readonly string name;
    private readonly IReadOnlyList<string> vocabulary;
    private readonly long[] counts;

    public CodeFit(string name, IReadOnlyList<string> vocabulary, CategoryProfile profile)
    {
        this.name = name;
        this.vocabulary = vocabulary;
        long[] known = [.. profile.Values.Take(vocabulary.Count).Select(value => value.Value)];
        counts = [profile.Missing, profile.Count - known.Sum(), .. known];
    }

    public CodeFit(string name, IReadOnlyList<string> vocabulary, IReadOnlyList<long> counts)
    {
        (this.name, this.vocabulary) = (name, vocabulary);
        this.counts = [.. counts];
    }

    public CodeNumbers Frequency()
    {
        var rowCount = (double)counts.Sum();
        return Standardised("frequency", [.. counts.Select(count => count / rowCount)]);
    }

    public CodeNumbers Ordinal(OrdinalEncodingConfig config)
    {
        var order = config.Order ?? [.. vocabulary.Order(StringComparer.Ordinal)];
        double[] places = [.. vocabulary.Select(value => (double)PlaceOf(value, order))];
        var mean = Mean(places, counts.AsSpan(CategoryFeature.FirstCode));
        return Standardised("ordinal", [mean, mean, .. places]);
    }

    /// <exception cref="FeatureException">All train rows have the same value.</exception>
    public CodeNumbers Standardised(string encoding, double[] values)
    {
        var mean = Mean(values, counts);
        var deviation = Math.Sqrt(Mean(Array.ConvertAll(values, value => (value - mean) * (value - mean)), counts));
        // What rounding alone makes of equal values is no deviation.
        if (deviation > 1e-12 * values.Max(Math.Abs))
            return new(values, mean, deviation);
        throw new FeatureException(
            $"Column \"{name}\": its encoding {encoding} is the same number in all train rows, which tells nothing. "
            + $"Take it out of {KeyPath.Join("features", "columns", name, "encodings")}.");
    }

    private int PlaceOf(string value, IReadOnlyList<string> order)
    {
        for (var place = 0; place < order.Count; place++)
        {
            if (order[place] == value)
                return place;
        }
        throw new FeatureException(
            $"Column \"{name}\": its value \"{value}\" has no place in the order of its encoding ordinal. "
            + $"Add it to {KeyPath.Join("features", "columns", name, "encodings")}, or raise rare_below.");
    }

    private static double Mean(ReadOnlySpan<double> values, ReadOnlySpan<long> counts)
    {
        var (sum, rowCount) = (0.0, 0L);
        for (var index = 0; index < values.Length; index++)
        {
            sum += values[index] * counts[index];
            rowCount += counts[index];
        }
        return sum / rowCount;
    }
}
