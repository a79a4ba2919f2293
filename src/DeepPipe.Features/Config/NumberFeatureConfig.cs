namespace DeepPipe.Features;

/// <summary>How a number enters the network.</summary>
public sealed record NumberFeatureConfig
{
    /// <summary>The scale that the column is brought to.</summary>
    /// <value>Default <c>quantile</c>. One of <c>none</c>, <c>standard</c>, <c>min_max</c>, <c>quantile</c>.</value>
    public NumberScale Scale { get; init; } = NumberScale.Quantile;

    /// <summary>What stands where a number is missing, before the scale is applied.</summary>
    /// <value>
    /// Default <c>mean_and_indicator</c>. One of <c>mean</c>, <c>median</c>, <c>mean_and_indicator</c>,
    /// <c>median_and_indicator</c>.
    /// </value>
    public MissingFill Missing { get; init; } = MissingFill.MeanAndIndicator;
}

/// <summary>The scale that a column of numbers is brought to; all of it is fitted on the train rows.</summary>
public enum NumberScale
{
    /// <summary>As it is.</summary>
    None,

    /// <summary>Less the mean, by the population's standard deviation.</summary>
    Standard,

    /// <summary>From the smallest to the largest value onto [0, 1]; values outside go outside.</summary>
    MinMax,

    /// <summary>Through the empirical distribution onto the standard normal distribution, within ±5.2.</summary>
    Quantile,
}

/// <summary>What stands where a number is missing. Mean and median are those of the train rows.</summary>
public enum MissingFill
{
    /// <summary>The mean.</summary>
    Mean,

    /// <summary>The median.</summary>
    Median,

    /// <summary>The mean, and where the train rows have gaps, a further input that is 1 in a gap.</summary>
    MeanAndIndicator,

    /// <summary>The median, and where the train rows have gaps, a further input that is 1 in a gap.</summary>
    MedianAndIndicator,
}
