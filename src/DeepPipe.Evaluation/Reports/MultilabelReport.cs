using DeepPipe.Statistics;

namespace DeepPipe.Evaluation;

/// <summary>Scores of predicted sets of labels as plain text: each label, and the naive baseline beside the model.</summary>
public static class MultilabelReport
{
    /// <summary>Up to this many labels are listed; of more, those with most rows.</summary>
    public const int MostLabels = 30;

    /// <summary>The report, lines ended by <c>\n</c>.</summary>
    /// <param name="scores">The model's scores.</param>
    /// <param name="baseline">The naive answer's scores on the same rows; see <see cref="MultilabelMetrics.Baseline"/>.</param>
    public static string Text(MultilabelScores scores, MultilabelScores baseline)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(baseline);
        var table = new TextTable().Add("", "model", "baseline");
        foreach (var (name, value) in scores.Values)
            table.Add(name, ReportNumber.Score(value), ReportNumber.Score(baseline.Values[name]));
        return $"{Labels(scores)}\n{table}The baseline gives every row the shares of the labels in the training rows.\n";
    }

    private static string Labels(MultilabelScores scores)
    {
        var table = new TextTable().Add("label", "precision", "recall", "f1", "rows");
        foreach (var label in Enumerable.Range(0, scores.Labels.Count).OrderByDescending(label => scores.Counts[label]).Take(MostLabels).Order())
        {
            var one = scores.PerLabel[label];
            table.Add(
                scores.Labels[label], ReportNumber.Score(one.Precision), ReportNumber.Score(one.Recall), ReportNumber.Score(one.F1),
                ReportNumber.Count(scores.Counts[label]));
        }
        if (scores.Labels.Count > MostLabels)
            table.Add($"({scores.Labels.Count - MostLabels} rarer labels)");
        return table.ToString();
    }
}
