using DeepPipe.Configuration;
using DeepPipe.Statistics;

namespace DeepPipe.Training;

/// <summary>Stops a run whose score no longer gets better, and keeps the best epoch.</summary>
public sealed record EarlyStoppingConfig : IValidated
{
    private const string ValidationPrefix = "validation.";
    private const string Loss = $"{ValidationPrefix}loss";

    private static readonly IReadOnlyList<string> Metrics = [Loss, .. MetricNames.All.Select(name => ValidationPrefix + name)];

    /// <summary>The score that decides: a metric of the validation rows; of several targets <c>validation.COLUMN.METRIC</c>.</summary>
    /// <value>Default validation.loss.</value>
    public string Metric { get; init; } = Loss;

    /// <summary>Epochs without a better score after which the run stops.</summary>
    /// <value>Default 16. At least 1.</value>
    [Within(AtLeast = 1)]
    public int PatienceEpochs { get; init; } = 16;

    /// <summary>Whether a greater value is the better one.</summary>
    internal bool HigherIsBetter => Metric != Loss && MetricNames.IsHigherBetter(Name);

    private string Name => Metric[(Metric.LastIndexOf('.') + 1)..];

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems()
    {
        if (Metric != Loss && !(Metric.StartsWith(ValidationPrefix, StringComparison.Ordinal) && MetricNames.All.Contains(Name)))
            yield return new Problem("metric", Metric, string.Join(", ", Metrics)) { Hint = Nearest.Hint(Metric, Metrics) };
    }
}
