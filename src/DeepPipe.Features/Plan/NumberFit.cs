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
                + $"value twice (to keep it: {Key(column.Name, "keep")}: true)";
        }
        return null;
    }

    public static NumberFeature Of(InputColumn column, NumberProfile profile, NumberFeatureConfig config)
    {
        if (!double.IsFinite(profile.Maximum - profile.Minimum))
        {
            throw new FeatureException(
                $"Column \"{column.Name}\": its values reach from {Text(profile.Minimum)} to {Text(profile.Maximum)} in the train "
                + "rows, which is too far apart to calculate with. Check the source, or put the column into features.drop.");
        }

        var clip = config.Clip.Of(profile);
        var train = new TrainNumbers(profile, clip);
        if (train.Minimum == train.Maximum)
        {
            throw new FeatureException(
                $"Column \"{column.Name}\": after its clip it is {Text(train.Minimum)} in all train rows that have it. "
                + $"Widen {Key(column.Name, "clip")}, or put the column into features.drop.");
        }
        var hasIndicator = config.Missing.AsksIndicator && profile.Missing > 0;
        return new(column.Name, column.Type, config.Missing.Of(train), hasIndicator, Scaling(column.Name, train, config.Scale))
        {
            Clip = clip,
            BinEdges = BinEdges(column.Name, config.Bins.Edges(train)),
        };
    }

    private static IReadOnlyList<double>? BinEdges(string name, IReadOnlyList<double>? edges) => edges is not [] ? edges : throw new FeatureException(
        $"Column \"{name}\": its quantiles are so often equal that it has one bin alone. Raise the count of {Key(name, "bins")}, or set it to "
        + "uniform or none.");

    private static NumberScaling Scaling(string name, TrainNumbers train, NumberScale scale) => scale switch
    {
        NumberScale.None => new AffineScaling(0, 1),
        NumberScale.Standard => Affine(name, train.Mean, train.Deviation, "standard deviation"),
        NumberScale.MinMax => new AffineScaling(train.Minimum, train.Maximum - train.Minimum),
        NumberScale.Robust => Affine(name, train.Median, train.QuartileDistance, "distance between quartiles"),
        NumberScale.Quantile => new QuantileScaling(Quantiles(train)),
        NumberScale.QuantileUniform => new UniformScaling(Quantiles(train)),
        NumberScale.Log => Power(name, "log", train, 0, 0),
        NumberScale.Power => YeoJohnson(name, train),
        _ => throw new ArgumentOutOfRangeException(nameof(scale), scale, null),
    };

    private static AffineScaling Affine(string name, double centre, double scale, string what)
    {
        if (double.IsFinite(scale) && scale > 0)
            return new(centre, scale);
        throw new FeatureException(
            $"Column \"{name}\": its {what} in the train rows is {Text(scale)}, which is no scale. "
            + $"Set {Key(name, "scale")} to quantile, or put the column into features.drop.");
    }

    private static PowerScaling YeoJohnson(string name, TrainNumbers train)
    {
        var power = YeoJohnsonFit.Power(train.Sample);
        return Power(name, "power", train, power, 2 - power);
    }

    private static PowerScaling Power(string name, string scale, TrainNumbers train, double positive, double negative)
    {
        var (mean, deviation) = TrainNumbers.Moments(PowerColumns.Of(train.Sample, positive, negative));
        // Below this, what tells the values apart is in the last digits of the powers, where rounding is.
        if (double.IsFinite(deviation) && deviation > 1e-9 * Math.Abs(mean))
            return new(positive, negative, mean, deviation);
        throw new FeatureException(
            $"Column \"{name}\": its train rows lie so close together, and so far from 0, that the scale {scale} does not tell them apart. "
            + $"Set {Key(name, "scale")} to quantile or standard.");
    }

    // The count follows Gorishniy et al., "Revisiting Deep Learning Models for Tabular Data" (2021): max(min(n / 30, 1000), 10),
    // at most one a value.
    private static double[] Quantiles(TrainNumbers train)
    {
        var quantileCount = Math.Min(Math.Max(Math.Min(train.Count / 30, 1000), 10), train.Count);
        var quantiles = train.Quantiles(Fractions((int)quantileCount));
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

    private static string Key(string name, string option) => KeyPath.Join("features", "columns", name, option);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
