namespace DeepPipe.Statistics;

/// <summary>How good predicted sets of labels are; made by <see cref="MultilabelMetrics"/>. Definitions are those of scikit-learn.</summary>
public sealed record MultilabelScores
{
    /// <summary>The labels, in their order.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>Number of rows.</summary>
    public required long RowCount { get; init; }

    /// <summary>Precision, recall and F1 of each label.</summary>
    public required IReadOnlyList<ClassScores> PerLabel { get; init; }

    /// <summary>How many rows have each label.</summary>
    public required IReadOnlyList<long> Counts { get; init; }

    /// <summary>Share of rows whose set is predicted right in all labels.</summary>
    public required double SubsetAccuracy { get; init; }

    /// <summary>Share of labels, over all rows, that are predicted wrong.</summary>
    public required double HammingLoss { get; init; }

    /// <summary>F1 of all labels of all rows taken together; 0 where there is neither a label nor a prediction.</summary>
    public required double MicroF1 { get; init; }

    /// <summary>Plain mean of the labels' F1, 0 for one that is neither there nor predicted.</summary>
    public required double MacroF1 { get; init; }

    /// <summary>Mean over the labels of the log loss of each against its absence; see <see cref="ClassificationScores.LogLoss"/>.</summary>
    public required double LogLoss { get; init; }

    /// <summary>All single values by name; see <see cref="MetricNames.Multilabel"/>.</summary>
    public IReadOnlyDictionary<string, double> Values => new Dictionary<string, double>
    {
        ["subset_accuracy"] = SubsetAccuracy,
        ["hamming_loss"] = HammingLoss,
        ["f1_micro"] = MicroF1,
        ["f1_macro"] = MacroF1,
        ["log_loss"] = LogLoss,
    };
}
