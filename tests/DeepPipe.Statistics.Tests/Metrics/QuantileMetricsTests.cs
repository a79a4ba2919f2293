namespace DeepPipe.Statistics.Tests.Metrics;

public sealed class QuantileMetricsTests
{
    [Fact]
    public void Scores_are_those_by_hand()
    {
        var scores = QuantileMetrics.Of([1, 5], [0, 2, 3, 4], [0.1, 0.8]);

        Assert.Equal((0.1 * 1 + 0.2 * 1 + 0.1 * 2 + 0.8 * 1) / 4, scores.Pinball, 1e-12);
        Assert.Equal((0.5, 1.5), (scores.Coverage, scores.IntervalWidth));
        Assert.Equal([0, 0.5], scores.BelowShares);
        Assert.Equal(0.7, scores.NominalCoverage, 1e-12);
        Assert.Equal(MetricNames.Quantile.Skip(MetricNames.Regression.Count), scores.Values.Keys);
    }

    [Fact]
    public void The_baseline_gives_every_row_the_same() =>
        Assert.Equal(QuantileMetrics.Of([1, 5], [0, 2, 0, 2], [0.1, 0.8]).Pinball, QuantileMetrics.Baseline([1, 5], [0, 2], [0.1, 0.8]).Pinball);

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        Assert.Equal(
            "There are no rows or no levels to score. (Parameter 'truth')",
            Assert.Throws<ArgumentException>(() => QuantileMetrics.Of([], [], [0.5])).Message);
        Assert.Equal(
            "2 rows of 1 levels come with 3 quantiles. (Parameter 'quantiles')",
            Assert.Throws<ArgumentException>(() => QuantileMetrics.Of([1, 2], [1, 2, 3], [0.5])).Message);
    }
}
