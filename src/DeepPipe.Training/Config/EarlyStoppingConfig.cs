using DeepPipe.Configuration;

namespace DeepPipe.Training;

/// <summary>Stops a run whose score no longer gets better, and keeps the best epoch.</summary>
public sealed record EarlyStoppingConfig : IValidated
{
    private const string ValidationPrefix = "validation.";

    /// <summary>The score that decides: a metric of the validation rows.</summary>
    /// <value>Default validation.loss.</value>
    public string Metric { get; init; } = $"{ValidationPrefix}loss";

    /// <summary>Epochs without a better score after which the run stops.</summary>
    /// <value>Default 16. At least 1.</value>
    [Within(AtLeast = 1)]
    public int PatienceEpochs { get; init; } = 16;

    /// <summary>The metric's name without that of the part.</summary>
    internal string Score => Metric[ValidationPrefix.Length..];

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems()
    {
        if (!Metric.StartsWith(ValidationPrefix, StringComparison.Ordinal))
            yield return new Problem("metric", Metric, "a metric of the validation rows, for example validation.loss or validation.accuracy");
    }
}
