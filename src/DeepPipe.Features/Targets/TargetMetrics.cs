using DeepPipe.Statistics;

namespace DeepPipe.Features;

/// <summary>Which scores a target has.</summary>
public static class TargetMetrics
{
    /// <summary>The names of a target's scores, without part and column.</summary>
    public static IReadOnlyList<string> Of(TargetConfig target) => target.Task switch
    {
        TaskKind.Binary => MetricNames.Binary,
        TaskKind.Multiclass => MetricNames.Multiclass,
        TaskKind.Multilabel => MetricNames.Multilabel,
        TaskKind.Forecast => MetricNames.Forecast,
        _ => target.Loss is QuantileConfig ? MetricNames.Quantile : MetricNames.Regression,
    };
}
