using DeepPipe.Statistics;

namespace DeepPipe.Evaluation;

/// <summary>Scores of class predictions as plain text: each class, the averages, the naive baseline beside the model, the confusion matrix.</summary>
public static class ClassificationReport
{
    /// <summary>Up to this many classes are listed; of more, those with most rows.</summary>
    public const int MostClasses = 30;

    private static readonly IReadOnlyList<string> Compared =
        ["accuracy", "balanced_accuracy", "f1", "f1_macro", "log_loss", "roc_auc", "average_precision", "brier"];

    /// <summary>The report, lines ended by <c>\n</c>.</summary>
    /// <param name="scores">The model's scores.</param>
    /// <param name="baseline">The naive answer's scores on the same rows; see <see cref="ClassificationMetrics.Baseline"/>.</param>
    public static string Text(ClassificationScores scores, ClassificationScores baseline)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(baseline);
        return $"{Classes(scores)}\n{Comparison(scores, baseline)}\n{ConfusionText.Of(scores)}";
    }

    private static string Classes(ClassificationScores scores)
    {
        var rowCount = Enumerable.Range(0, scores.Classes.Count).Sum(scores.Confusion.TruthCount);
        var listed = Enumerable.Range(0, scores.Classes.Count)
            .OrderByDescending(scores.Confusion.TruthCount)
            .Take(MostClasses)
            .Order();

        var table = new TextTable().Add("class", "precision", "recall", "f1", "rows");
        foreach (var code in listed)
            Add(scores.Positive == code ? $"{scores.Classes[code]} (positive)" : scores.Classes[code], scores.PerClass[code], scores.Confusion.TruthCount(code));
        if (scores.Classes.Count > MostClasses)
            table.Add($"({scores.Classes.Count - MostClasses} rarer classes)");
        Add("macro average", scores.Macro, rowCount);
        Add("weighted average", scores.Weighted, rowCount);
        return table.ToString();

        void Add(string name, ClassScores one, long rows) => table.Add(
            name, ReportNumber.Score(one.Precision), ReportNumber.Score(one.Recall), ReportNumber.Score(one.F1), ReportNumber.Count(rows));
    }

    private static string Comparison(ClassificationScores scores, ClassificationScores baseline)
    {
        var (model, naive) = (scores.Values, baseline.Values);
        var table = new TextTable().Add("", "model", "baseline");
        foreach (var name in Compared.Where(model.ContainsKey))
            table.Add(name, ReportNumber.Score(model[name]), ReportNumber.Score(naive[name]));
        var remarks = string.Concat(scores.Undefined.Select(remark => $"{remark}\n"));
        return $"{table}The baseline gives every row the shares of the classes in the training rows.\n{remarks}";
    }
}
