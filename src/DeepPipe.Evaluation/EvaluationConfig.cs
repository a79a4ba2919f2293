namespace DeepPipe.Evaluation;

/// <summary>What a trained model has to reach.</summary>
public sealed record EvaluationConfig
{
    /// <summary>Bounds on metrics; where one does not hold, no bundle is released.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<GateConfig> Gates { get; init; } = [];
}
