using DeepPipe.Statistics;

namespace DeepPipe.Evaluation;

/// <summary>Scores of predicted numbers as plain text, with the naive baseline beside the model.</summary>
public static class RegressionReport
{
    private static readonly IReadOnlyList<string> Compared = ["rmse", "mae", "r2", "mape"];

    /// <summary>The report, lines ended by <c>\n</c>.</summary>
    /// <param name="scores">The model's scores.</param>
    /// <param name="baseline">The naive answer's scores on the same rows; see <see cref="RegressionMetrics.Baseline"/>.</param>
    public static string Text(RegressionScores scores, RegressionScores baseline)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(baseline);
        var table = new TextTable().Add("", "model", "baseline");
        foreach (var name in Compared)
            table.Add(name, ReportNumber.Quantity(scores.Values[name]), ReportNumber.Quantity(baseline.Values[name]));
        table.Add("rows", ReportNumber.Count(scores.RowCount), ReportNumber.Count(baseline.RowCount));
        var remarks = string.Concat(scores.Undefined.Select(remark => $"{remark}\n"));
        return $"{table}The baseline gives every row the mean of the training rows.\n{remarks}";
    }
}
