namespace DeepPipe.Statistics;

/// <summary>How good predicted quantiles are; made by <see cref="QuantileMetrics"/>.</summary>
/// <param name="Levels">The levels, ascending.</param>
/// <param name="BelowShares">For each level, the share of rows that are at most the quantile: at best the level itself.</param>
/// <param name="Pinball">Mean pinball loss over rows and levels, in the target's unit (scikit-learn's <c>mean_pinball_loss</c>).</param>
/// <param name="Coverage">Share of rows that lie within the outermost quantiles, these included.</param>
/// <param name="IntervalWidth">Mean distance of the outermost quantiles, in the target's unit.</param>
public sealed record QuantileScores(
    IReadOnlyList<double> Levels, IReadOnlyList<double> BelowShares, double Pinball, double Coverage, double IntervalWidth)
{
    /// <summary>The share of rows that the outermost quantiles ask to hold.</summary>
    public double NominalCoverage => Levels[^1] - Levels[0];

    /// <summary>The single values by name; see <see cref="MetricNames.Quantile"/>.</summary>
    public IReadOnlyDictionary<string, double> Values => new Dictionary<string, double>
    {
        ["pinball"] = Pinball,
        ["coverage"] = Coverage,
        ["interval_width"] = IntervalWidth,
    };
}
