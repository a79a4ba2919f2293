namespace DeepPipe.Features;

/// <summary>How a number enters the network.</summary>
public sealed record NumberFeatureConfig
{
    /// <summary>The range that the column is held in, before all else.</summary>
    /// <value>Default <c>none</c>. One of <c>none</c>, <c>quantiles</c>, <c>values</c>.</value>
    public ClipConfig Clip { get; init; } = new NoClip();

    /// <summary>The scale that the column is brought to.</summary>
    /// <value>
    /// Default <c>quantile</c>. One of <c>none</c>, <c>standard</c>, <c>min_max</c>, <c>robust</c>, <c>quantile</c>,
    /// <c>quantile_uniform</c>, <c>log</c>, <c>power</c>.
    /// </value>
    public NumberScale Scale { get; init; } = NumberScale.Quantile;

    /// <summary>What stands where a number is missing, before the scale is applied.</summary>
    /// <value>
    /// Default <c>mean_and_indicator</c>. One of <c>mean</c>, <c>median</c>, <c>constant</c>, <c>mean_and_indicator</c>,
    /// <c>median_and_indicator</c>, <c>constant_and_indicator</c>.
    /// </value>
    public MissingFill Missing { get; init; } = new MeanAndIndicatorFill();

    /// <summary>Bins whose code enters the network beside the number.</summary>
    /// <value>Default <c>none</c>. One of <c>none</c>, <c>quantile</c>, <c>uniform</c>.</value>
    public NumberBinsConfig Bins { get; init; } = new NoBins();
}

/// <summary>The scale that a column of numbers is brought to; all of it is fitted on the train rows.</summary>
/// <remarks>
/// Medians and quantiles are exact up to <see cref="Statistics.NumberProfile.ExactLimit"/> values and come from a sketch above; there,
/// <see cref="Log"/> and <see cref="Power"/> are fitted to 16384 of its quantiles.
/// </remarks>
public enum NumberScale
{
    /// <summary>As it is.</summary>
    None,

    /// <summary>Less the mean, by the population's standard deviation.</summary>
    Standard,

    /// <summary>From the smallest to the largest value onto [0, 1]; values outside go outside.</summary>
    MinMax,

    /// <summary>Less the median, by the distance between the quartiles.</summary>
    Robust,

    /// <summary>Through the empirical distribution onto the standard normal distribution, within ±5.2.</summary>
    Quantile,

    /// <summary>Through the empirical distribution onto [0, 1].</summary>
    QuantileUniform,

    /// <summary>sign(x) · log(1 + |x|), then as <see cref="Standard"/>.</summary>
    Log,

    /// <summary>
    /// The power of Yeo and Johnson that makes the train rows most like a normal distribution, sought from -8 to 10, then as
    /// <see cref="Standard"/>.
    /// </summary>
    Power,
}
