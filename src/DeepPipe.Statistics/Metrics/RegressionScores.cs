namespace DeepPipe.Statistics;

/// <summary>How good predicted numbers are; made by <see cref="RegressionMetrics"/>. Definitions are those of scikit-learn.</summary>
public sealed record RegressionScores
{
    /// <summary>Number of rows.</summary>
    public required long RowCount { get; init; }

    /// <summary>Mean squared error, in the target's unit squared.</summary>
    public required double Mse { get; init; }

    /// <summary>Root of the mean squared error, in the target's unit.</summary>
    public double Rmse => Math.Sqrt(Mse);

    /// <summary>Mean absolute error, in the target's unit.</summary>
    public required double Mae { get; init; }

    /// <summary>
    /// Share of the truth's variance that is explained, at most 1; 0 for a constant truth that is not met exactly, 1 for one that is.
    /// NaN, and told in <see cref="Undefined"/>, for a single row.
    /// </summary>
    public required double R2 { get; init; }

    /// <summary>Mean of the absolute error as a fraction of the truth's size (of 2^-52, where the truth is smaller).</summary>
    public required double Mape { get; init; }

    /// <summary>Whole sentences that name each value that is not defined on these rows, and why.</summary>
    public IReadOnlyList<string> Undefined => RowCount > 1 ? [] : ["r2 is undefined: there is a single row."];

    /// <summary>All values by name; see <see cref="MetricNames.Regression"/>.</summary>
    public IReadOnlyDictionary<string, double> Values =>
        new Dictionary<string, double> { ["rmse"] = Rmse, ["mae"] = Mae, ["r2"] = R2, ["mape"] = Mape, ["mse"] = Mse };
}
