using DeepPipe.Configuration;

namespace DeepPipe.Features;

/// <summary>An entry of <c>targets</c>: the column that is learned.</summary>
public sealed record TargetConfig : IValidated
{
    /// <summary>The column's name. It is never a feature.</summary>
    /// <value>Required.</value>
    public required string Column { get; init; }

    /// <summary>What is learned of it.</summary>
    /// <value>Required. One of <c>binary</c>, <c>multiclass</c>, <c>regression</c>.</value>
    public required TaskKind Task { get; init; }

    /// <summary>For <c>binary</c>: the class that counts as positive.</summary>
    /// <value>Optional. Without it, the class that comes last in ordinal order: "1", "true", "yes".</value>
    public string? Positive { get; init; }

    /// <summary>What training makes small.</summary>
    /// <value>Optional. Without it, <c>cross_entropy</c> for classes and <c>squared</c> for <c>regression</c>.</value>
    public LossConfig? Loss { get; init; }

    /// <summary>For classes: how probabilities are calibrated on the validation rows.</summary>
    /// <value>Default <c>none</c>. One of <c>none</c>, <c>temperature</c>.</value>
    public CalibrationKind Calibrate { get; init; }

    /// <summary>For <c>binary</c>: from what probability on the positive class is the answer.</summary>
    /// <value>Default <c>half</c>.</value>
    public ThresholdConfig Threshold { get; init; } = new HalfThresholdConfig();

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems()
    {
        if (Calibrate != CalibrationKind.None && Task == TaskKind.Regression)
            yield return new("calibrate", "temperature", "only with task: binary or multiclass");
        if (Threshold is not HalfThresholdConfig && Task != TaskKind.Binary)
            yield return new("threshold", new Phrase("set"), "only with task: binary");
        if (Loss is ClassLossConfig && Task == TaskKind.Regression)
            yield return new("loss", new Phrase("one of classes"), "squared, absolute, huber, poisson");
        if (Loss is NumberLossConfig && Task != TaskKind.Regression)
            yield return new("loss", new Phrase("one of numbers"), "cross_entropy, focal");
        if (Positive is not null && Task != TaskKind.Binary)
            yield return new("positive", Positive, "only with task: binary");
    }
}

/// <summary>What a model learns of its target.</summary>
public enum TaskKind
{
    /// <summary>One of two classes.</summary>
    Binary,

    /// <summary>One of several classes.</summary>
    Multiclass,

    /// <summary>A number.</summary>
    Regression,
}
