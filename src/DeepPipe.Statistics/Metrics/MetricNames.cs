namespace DeepPipe.Statistics;

/// <summary>The names under which scores offer their values: in gates, in metrics.jsonl, in early stopping.</summary>
public static class MetricNames
{
    /// <summary>Names of <see cref="ClassificationScores.Values"/>, in their order; precision, recall and f1 alone are those of the positive class.</summary>
    public static IReadOnlyList<string> Classification { get; } =
    [
        "accuracy", "balanced_accuracy", "precision", "recall", "f1", "precision_macro", "recall_macro", "f1_macro",
        "precision_weighted", "recall_weighted", "f1_weighted", "log_loss", "roc_auc", "average_precision", "brier",
    ];

    /// <summary>Those of two classes.</summary>
    public static IReadOnlyList<string> Binary => Classification;

    /// <summary>Those of more than two classes, none of which is the positive one.</summary>
    public static IReadOnlyList<string> Multiclass { get; } = [.. Classification.Except(["precision", "recall", "f1"])];

    /// <summary>Names of <see cref="MultilabelScores.Values"/>, in their order.</summary>
    public static IReadOnlyList<string> Multilabel { get; } = ["subset_accuracy", "hamming_loss", "f1_micro", "f1_macro", "log_loss"];

    /// <summary>Names of <see cref="RegressionScores.Values"/>, in their order.</summary>
    public static IReadOnlyList<string> Regression { get; } = ["rmse", "mae", "r2", "mape", "mse"];

    /// <summary>Those of numbers with quantiles: names of <see cref="RegressionScores.Values"/>, then of <see cref="QuantileScores.Values"/>.</summary>
    public static IReadOnlyList<string> Quantile { get; } = [.. Regression, "pinball", "coverage", "interval_width"];

    /// <summary>Names of <see cref="ForecastScores.Values"/>, in their order.</summary>
    public static IReadOnlyList<string> Forecast { get; } = ["standard_mse", "standard_mae", "rmse", "mae", "mse"];

    /// <summary>What training makes small, in the mean over the rows; of a language in nats a token.</summary>
    public const string Loss = "loss";

    /// <summary>All names, each once.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Classification.Union(Multilabel).Union(Quantile).Union(Forecast), Loss];

    /// <summary>Whether a greater value is the better one: of scores it is, of errors and losses it is not.</summary>
    /// <exception cref="ArgumentException">There is no such metric.</exception>
    public static bool IsHigherBetter(string name) => name switch
    {
        "log_loss" or "brier" or "hamming_loss" or "rmse" or "mae" or "mape" or "mse" or "pinball" or "interval_width"
            or "standard_mse" or "standard_mae" or Loss => false,
        _ when All.Contains(name) => true,
        _ => throw new ArgumentException($"There is no metric \"{name}\".", nameof(name)),
    };
}
