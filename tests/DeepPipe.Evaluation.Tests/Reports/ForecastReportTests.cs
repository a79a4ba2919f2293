using DeepPipe.Statistics;

namespace DeepPipe.Evaluation.Tests.Reports;

public sealed class ForecastReportTests
{
    [Fact]
    public void Errors_are_reported_beside_the_last_step_repeated_and_by_column()
    {
        IReadOnlyList<SeriesChannel> channels = [new("load", 10, 2), new("oil", 0, 0.5)];
        var text = ForecastReport.Text(
            ForecastMetrics.Of([1, 1, 1, 1], [1, 2, 3, 0], 2, channels), ForecastMetrics.Baseline([1, 1, 1, 1], [3, 3], 2, channels));
        Assert.Equal(
            """
                            model  baseline
            standard_mse     2.25       8.5
            standard_mae     1.25       2.5
            rmse          1.22474         2
            mae                 1         2
            mse               1.5         4
            windows             1         1
            The baseline repeats the last step. Standard errors are of columns less their train mean, over their deviation.

            standard_mse of  model  baseline
            load               0.5         1
            oil                  4        16

            """,
            text);
    }

    [Fact]
    public void Of_many_columns_the_first_are_listed()
    {
        IReadOnlyList<SeriesChannel> channels = [.. Enumerable.Range(0, 33).Select(index => new SeriesChannel($"x{index}", 0, 1))];
        var scores = ForecastMetrics.Of(new float[33], new float[33], 1, channels);
        Assert.EndsWith("(3 more columns)\n", ForecastReport.Text(scores, scores), StringComparison.Ordinal);
    }
}
