using DeepPipe.Statistics;

namespace DeepPipe.Evaluation.Tests.Reports;

public sealed class RegressionReportTests
{
    [Fact]
    public void Errors_are_reported_beside_the_baseline()
    {
        double[] truth = [100_000, 150_000, 200_000];
        var text = RegressionReport.Text(
            RegressionMetrics.Of(truth, [100_000, 160_000, 200_000]), RegressionMetrics.Baseline(truth, 140_000));
        Assert.Equal(
            """
                      model  baseline
            rmse     5773.5   42031.7
            mae     3333.33   36666.7
            r2         0.98     -0.06
            mape  0.0222222  0.255556
            rows          3         3
            The baseline gives every row the mean of the training rows.

            """,
            text);
    }

    [Fact]
    public void What_is_undefined_is_said()
    {
        var scores = RegressionMetrics.Of([1], [2]);
        Assert.EndsWith("r2 is undefined: there is a single row.\n", RegressionReport.Text(scores, scores), StringComparison.Ordinal);
    }
}
