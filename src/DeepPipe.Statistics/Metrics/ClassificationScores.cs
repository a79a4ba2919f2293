namespace DeepPipe.Statistics;

/// <summary>How good class predictions are; made by <see cref="ClassificationMetrics"/>. Definitions are those of scikit-learn.</summary>
public sealed record ClassificationScores
{
    /// <summary>The classes, by their codes.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>Code of the positive class; null for more than two classes.</summary>
    public required int? Positive { get; init; }

    /// <summary>Rows by truth and prediction.</summary>
    public required ConfusionMatrix Confusion { get; init; }

    /// <summary>Precision, recall and F1 of each class, by its code.</summary>
    public required IReadOnlyList<ClassScores> PerClass { get; init; }

    /// <summary>Plain mean over the classes that occur in truth or prediction.</summary>
    public required ClassScores Macro { get; init; }

    /// <summary>Mean over the classes, weighted by their rows.</summary>
    public required ClassScores Weighted { get; init; }

    /// <summary>Share of rows predicted right.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Mean recall of the classes that have rows.</summary>
    public required double BalancedAccuracy { get; init; }

    /// <summary>Mean negative natural logarithm of the probability given to the truth; probabilities are clipped by 2^-52 at both ends and made to sum to 1.</summary>
    public required double LogLoss { get; init; }

    /// <summary>
    /// Probability that a row of the positive class scores above one of the other, ties counting half;
    /// for more classes the plain mean of each against the rest. NaN, and told in <see cref="Undefined"/>, where a class has no rows or all of them.
    /// </summary>
    public required double RocAuc { get; init; }

    /// <summary>Precision averaged over the gains in recall, without interpolation; for more classes the plain mean of each against the rest, 0 for one without rows.</summary>
    public required double AveragePrecision { get; init; }

    /// <summary>
    /// Mean squared error of the positive class's probability, from 0 to 1;
    /// for more classes Brier's own sum over the classes, from 0 to 2.
    /// </summary>
    public required double Brier { get; init; }

    /// <summary>Whole sentences that name each value that is not defined on these rows, and why.</summary>
    public required IReadOnlyList<string> Undefined { get; init; }

    /// <summary>All single values by name; see <see cref="MetricNames.Classification"/>. Precision, recall and f1 alone only with a positive class.</summary>
    public IReadOnlyDictionary<string, double> Values
    {
        get
        {
            var values = new Dictionary<string, double> { ["accuracy"] = Accuracy, ["balanced_accuracy"] = BalancedAccuracy };
            if (Positive is { } positive)
                Add("", PerClass[positive]);
            Add("_macro", Macro);
            Add("_weighted", Weighted);
            (values["log_loss"], values["roc_auc"]) = (LogLoss, RocAuc);
            (values["average_precision"], values["brier"]) = (AveragePrecision, Brier);
            return values;

            void Add(string suffix, ClassScores scores)
            {
                values["precision" + suffix] = scores.Precision;
                values["recall" + suffix] = scores.Recall;
                values["f1" + suffix] = scores.F1;
            }
        }
    }
}
