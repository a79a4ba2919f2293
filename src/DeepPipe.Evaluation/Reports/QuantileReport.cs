using System.Globalization;
using DeepPipe.Statistics;

namespace DeepPipe.Evaluation;

/// <summary>Scores of predicted quantiles as plain text, with the naive baseline beside the model.</summary>
public static class QuantileReport
{
    /// <summary>The report, lines ended by <c>\n</c>.</summary>
    /// <param name="scores">The model's scores.</param>
    /// <param name="baseline">The naive answer's scores on the same rows; see <see cref="QuantileMetrics.Baseline"/>.</param>
    public static string Text(QuantileScores scores, QuantileScores baseline)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(baseline);
        var table = new TextTable().Add("", "model", "baseline");
        table.Add("pinball", ReportNumber.Quantity(scores.Pinball), ReportNumber.Quantity(baseline.Pinball));
        table.Add($"coverage, asked {Level(scores.NominalCoverage)}", ReportNumber.Score(scores.Coverage), ReportNumber.Score(baseline.Coverage));
        table.Add("interval_width", ReportNumber.Quantity(scores.IntervalWidth), ReportNumber.Quantity(baseline.IntervalWidth));
        foreach (var (index, level) in scores.Levels.Index())
            table.Add($"rows up to quantile {Level(level)}", ReportNumber.Score(scores.BelowShares[index]), ReportNumber.Score(baseline.BelowShares[index]));
        return $"{table}The baseline gives every row the quantiles of the training rows.\n";
    }

    private static string Level(double level) => level.ToString("0.####", CultureInfo.InvariantCulture);
}
