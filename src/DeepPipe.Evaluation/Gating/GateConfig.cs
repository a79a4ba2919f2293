using System.Globalization;
using DeepPipe.Configuration;
using DeepPipe.Statistics;

namespace DeepPipe.Evaluation;

/// <summary>A bound on one metric of one part of the rows.</summary>
public sealed record GateConfig : IValidated
{
    private static readonly IReadOnlyList<string> Parts = ["test", "validation", "train"];
    private static readonly IReadOnlyList<string> Metrics = [.. Parts.SelectMany(part => MetricNames.All.Select(name => $"{part}.{name}"))];

    /// <summary>The part of the rows and the metric.</summary>
    /// <value>
    /// <c>test</c>, <c>validation</c> or <c>train</c>, a point, of several targets the column of one and a point, and one of
    /// <c>accuracy</c>, <c>balanced_accuracy</c>, <c>precision</c>, <c>recall</c>, <c>f1</c> (the last three also with <c>_macro</c> and
    /// <c>_weighted</c>), <c>log_loss</c>, <c>roc_auc</c>, <c>average_precision</c>, <c>brier</c>, <c>subset_accuracy</c>,
    /// <c>hamming_loss</c>, <c>f1_micro</c>, <c>rmse</c>, <c>mae</c>, <c>r2</c>, <c>mape</c>, <c>mse</c>, <c>pinball</c>,
    /// <c>coverage</c>, <c>interval_width</c>, <c>standard_mse</c>, <c>standard_mae</c>, <c>loss</c>.
    /// </value>
    public required string Metric { get; init; }

    /// <summary>The least value that passes.</summary>
    /// <value>Default none. Finite.</value>
    public double? AtLeast { get; init; }

    /// <summary>The greatest value that passes.</summary>
    /// <value>Default none. Finite.</value>
    public double? AtMost { get; init; }

    /// <summary>The bounds in words: <c>at least 0.8 and at most 0.99</c>.</summary>
    internal string Bounds => string.Join(" and ", new[] { Words("at least", AtLeast), Words("at most", AtMost) }.OfType<string>());

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems()
    {
        if (!IsMetric)
        {
            yield return new("metric", Metric, $"test, validation or train, then a point, then one of {string.Join(", ", MetricNames.All)}")
            {
                Hint = MetricNames.All.Contains(Metric) ? $"Did you mean \"test.{Metric}\"?" : Nearest.Hint(Metric, Metrics),
            };
        }
        if (AtLeast is null && AtMost is null)
            yield return new("", new Phrase("a gate without a bound"), "at_least, at_most, or both");
        if (AtLeast > AtMost)
            yield return new("at_least", AtLeast, string.Create(CultureInfo.InvariantCulture, $"no more than at_most, which is {AtMost}"));
    }

    /// <summary>Whether <paramref name="value"/> lies within the bounds; NaN never does.</summary>
    internal bool Holds(double value) => !double.IsNaN(value) && !(value < AtLeast) && !(value > AtMost);

    // Whether there is a target of the column that may stand in between is known when the config meets it.
    private bool IsMetric =>
        Metric.Split('.') is [var part, .., var name] && Parts.Contains(part) && MetricNames.All.Contains(name);

    private static string? Words(string words, double? bound) =>
        bound is null ? null : string.Create(CultureInfo.InvariantCulture, $"{words} {bound}");
}
