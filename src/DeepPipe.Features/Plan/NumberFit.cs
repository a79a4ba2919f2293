using System.Globalization;
using DeepPipe.Configuration;
using DeepPipe.Statistics;

namespace DeepPipe.Features;

/// <summary>What is fitted for a column of numbers.</summary>
internal static class NumberFit
{
    public static string? ReasonToDrop(InputColumn column, NumberProfile profile, bool keep)
    {
        if (profile.Count == 0)
            return "it is missing in all train rows";
        if (profile.Minimum == profile.Maximum)
            return $"it is {Text(profile.Minimum)} in all train rows that have it";
        if (!keep && column.Type == ColumnType.Integer && RowNumbers.AreIn(profile))
        {
            return $"it looks like an identifier, counting from {Text(profile.Minimum)} to {Text(profile.Maximum)} without a "
                + $"value twice (to keep it: {KeyPath.Join("features", "columns", column.Name, "keep")}: true)";
        }
        return null;
    }

    public static NumberFeature Of(InputColumn column, NumberProfile profile, NumberScale scale, MissingFill missing)
    {
        if (!double.IsFinite(profile.Maximum - profile.Minimum))
        {
            throw new FeatureException(
                $"Column \"{column.Name}\": its values reach from {Text(profile.Minimum)} to {Text(profile.Maximum)} in the train "
                + "rows, which is too far apart to calculate with. Check the source, or put the column into features.drop.");
        }

        var fill = missing is MissingFill.Median or MissingFill.MedianAndIndicator ? profile.Quantiles([0.5])[0] : profile.Mean;
        var asksIndicator = missing is MissingFill.MeanAndIndicator or MissingFill.MedianAndIndicator;
        return new(column.Name, column.Type, fill, asksIndicator && profile.Missing > 0, Scaling(column.Name, profile, scale));
    }

    private static NumberScaling Scaling(string name, NumberProfile profile, NumberScale scale) => scale switch
    {
        NumberScale.None => new AffineScaling(0, 1),
        NumberScale.Standard => Standard(name, profile),
        NumberScale.MinMax => new AffineScaling(profile.Minimum, profile.Maximum - profile.Minimum),
        NumberScale.Quantile => new QuantileScaling(Quantiles(profile)),
        _ => throw new ArgumentOutOfRangeException(nameof(scale), scale, null),
    };

    private static AffineScaling Standard(string name, NumberProfile profile)
    {
        var deviation = profile.StandardDeviation;
        if (double.IsFinite(deviation) && deviation > 0)
            return new(profile.Mean, deviation);
        throw new FeatureException(
            $"Column \"{name}\": its standard deviation in the train rows is {Text(deviation)}, which is no scale. "
            + $"Set {KeyPath.Join("features", "columns", name, "scale")} to quantile, or put the column into features.drop.");
    }

    // The count follows Gorishniy et al., "Revisiting Deep Learning Models for Tabular Data" (2021): max(min(n / 30, 1000), 10),
    // at most one a value.
    private static double[] Quantiles(NumberProfile profile)
    {
        var quantileCount = Math.Min(Math.Max(Math.Min(profile.Count / 30, 1000), 10), profile.Count);
        var quantiles = profile.Quantiles(Fractions((int)quantileCount));
        for (var index = 1; index < quantiles.Length; index++)
            quantiles[index] = Math.Max(quantiles[index], quantiles[index - 1]);          // rounding may have swapped them
        return quantiles;
    }

    /// <summary>Equal steps from 0 to 1, both included.</summary>
    internal static double[] Fractions(int count)
    {
        var fractions = new double[count];
        for (var index = 0; index < count; index++)
            fractions[index] = (double)index / (count - 1);
        return fractions;
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
