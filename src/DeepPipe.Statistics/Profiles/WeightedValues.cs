namespace DeepPipe.Statistics;

/// <summary>Ascending values, each of which stands for as many as its weight says.</summary>
internal sealed class WeightedValues
{
    private readonly double[] values;
    private readonly long[] endRanks;       // endRanks[i]: how many values there are up to and with values[i]

    private WeightedValues(double[] values, long[] endRanks) => (this.values, this.endRanks) = (values, endRanks);

    public long Count => endRanks.Length == 0 ? 0 : endRanks[^1];

    /// <summary>Takes both arrays over and sorts them.</summary>
    public static WeightedValues Sorted(double[] values, long[] weights)
    {
        Array.Sort(values, weights);
        for (var index = 1; index < weights.Length; index++)
            weights[index] += weights[index - 1];
        return new(values, weights);
    }

    public double ValueAt(long rank)
    {
        var found = Array.BinarySearch(endRanks, rank + 1);
        return values[found >= 0 ? found : ~found];
    }
}
