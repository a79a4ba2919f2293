using DeepPipe.Statistics;

namespace DeepPipe.Features;

/// <summary>Tells integers that number their rows, perhaps with other parts' rows in between, from measurements.</summary>
internal static class RowNumbers
{
    private const int LeastRowCount = 100;
    private const double WidestRangePerRow = 4;
    private const int SketchedQuantileCount = 1001;
    private const double SketchedDeviation = 0.01;

    /// <summary>Whether no value occurs twice and the range is not much wider than the count.</summary>
    /// <remarks>
    /// Where the profile is exact, all values are compared. Above, the distribution tells: the range holds the count, and no
    /// quantile lies further from an even spread than a hundredth of the range.
    /// </remarks>
    public static bool AreIn(NumberProfile profile)
    {
        var range = profile.Maximum - profile.Minimum;
        if (profile.Count < LeastRowCount || range + 1 < profile.Count || range >= WidestRangePerRow * profile.Count)
            return false;
        return profile.Count <= NumberProfile.ExactLimit ? AreAllDifferent(profile) : AreEven(profile, range);
    }

    private static bool AreAllDifferent(NumberProfile profile)
    {
        var sorted = profile.Quantiles(NumberFit.Fractions((int)profile.Count));
        for (var index = 1; index < sorted.Length; index++)
        {
            if (sorted[index] - sorted[index - 1] < 0.5)          // interpolation may be off by a rounding
                return false;
        }
        return true;
    }

    private static bool AreEven(NumberProfile profile, double range)
    {
        var fractions = NumberFit.Fractions(SketchedQuantileCount);
        var quantiles = profile.Quantiles(fractions);
        return !quantiles.Where((quantile, index) =>
            Math.Abs((quantile - profile.Minimum) / range - fractions[index]) > SketchedDeviation).Any();
    }
}
