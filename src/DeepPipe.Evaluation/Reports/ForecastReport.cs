using DeepPipe.Statistics;

namespace DeepPipe.Evaluation;

/// <summary>Scores of forecasts as plain text: each channel, and the naive baseline beside the model.</summary>
public static class ForecastReport
{
    /// <summary>Up to this many channels are listed.</summary>
    public const int MostChannels = 30;

    /// <summary>The report, lines ended by <c>\n</c>.</summary>
    /// <param name="scores">The model's scores.</param>
    /// <param name="baseline">The naive answer's scores on the same windows; see <see cref="ForecastMetrics.Baseline"/>.</param>
    public static string Text(ForecastScores scores, ForecastScores baseline)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(baseline);
        var table = new TextTable().Add("", "model", "baseline");
        foreach (var (name, value) in scores.Values)
            table.Add(name, ReportNumber.Quantity(value), ReportNumber.Quantity(baseline.Values[name]));
        table.Add("windows", ReportNumber.Count(scores.WindowCount), ReportNumber.Count(baseline.WindowCount));
        return $"{table}The baseline repeats the last step. Standard errors are of columns less their train mean, over their deviation.\n\n"
            + Channels(scores, baseline);
    }

    private static string Channels(ForecastScores scores, ForecastScores baseline)
    {
        var table = new TextTable().Add("standard_mse of", "model", "baseline");
        foreach (var (index, channel) in scores.Channels.Index().Take(MostChannels))
            table.Add(channel.Name, ReportNumber.Quantity(scores.ChannelStandardMse[index]), ReportNumber.Quantity(baseline.ChannelStandardMse[index]));
        if (scores.Channels.Count > MostChannels)
            table.Add($"({scores.Channels.Count - MostChannels} more columns)");
        return table.ToString();
    }
}
