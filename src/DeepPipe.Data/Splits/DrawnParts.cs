using DeepPipe.Statistics;

namespace DeepPipe.Data;

/// <summary>Parts by chance, with exact counts.</summary>
internal static class DrawnParts
{
    public static Part[] Random(long rowCount, double validation, double test, ulong seed)
    {
        var random = new SplitMix(seed);
        var urn = new Urn(rowCount, Round(rowCount * validation), Round(rowCount * test));
        var parts = new Part[rowCount];
        for (var row = 0L; row < rowCount; row++)
            parts[row] = urn.Draw(random);
        return parts;
    }

    /// <param name="strata">The stratum of each row: a place in <paramref name="names"/>.</param>
    /// <param name="names">The strata; their order is of no account.</param>
    /// <param name="validation">The fraction that validates.</param>
    /// <param name="test">The fraction that tests.</param>
    /// <param name="seed">The seed.</param>
    public static Part[] Stratified(
        IReadOnlyList<int> strata, IReadOnlyList<string> names, double validation, double test, ulong seed)
    {
        var sizes = new long[names.Count];
        foreach (var stratum in strata)
            sizes[stratum]++;
        var order = Enumerable.Range(0, names.Count).OrderBy(stratum => names[stratum], StringComparer.Ordinal).ToArray();
        var tested = Apportion(sizes, sizes, order, test);
        var validated = Apportion(sizes, [.. sizes.Zip(tested, (size, taken) => size - taken)], order, validation);
        var urns = sizes.Select((size, stratum) => new Urn(size, validated[stratum], tested[stratum])).ToArray();
        var random = new SplitMix(seed);
        return [.. strata.Select(stratum => urns[stratum].Draw(random))];
    }

    // Largest remainders: each stratum gets its share rounded down or up, all together the rounded share of all.
    private static long[] Apportion(long[] sizes, long[] free, int[] order, double fraction)
    {
        var counts = Array.ConvertAll(sizes, size => (long)Math.Floor(size * fraction));
        var left = Round(sizes.Sum() * fraction) - counts.Sum();
        var byRemainder = order.OrderByDescending(stratum => (sizes[stratum] * fraction) - counts[stratum]);
        foreach (var stratum in byRemainder)
        {
            if (left == 0)
                break;
            if (counts[stratum] >= free[stratum])
                continue;
            counts[stratum]++;
            left--;
        }
        return counts;
    }

    private static long Round(double count) => (long)Math.Round(count, MidpointRounding.AwayFromZero);
}
