using DeepPipe.Configuration;

namespace DeepPipe.Features;

/// <summary>An entry of <c>targets</c>: a column that is learned.</summary>
public sealed record TargetConfig : IValidated
{
    /// <summary>The column's name. It is never a feature.</summary>
    /// <value>Required.</value>
    public required string Column { get; init; }

    /// <summary>What is learned of it.</summary>
    /// <value>Required. One of <c>binary</c>, <c>multiclass</c>, <c>multilabel</c>, <c>regression</c>, <c>forecast</c>.</value>
    public required TaskKind Task { get; init; }

    /// <summary>For <c>binary</c>: the class that counts as positive.</summary>
    /// <value>Optional. Without it, the class that comes last in ordinal order: "1", "true", "yes".</value>
    public string? Positive { get; init; }

    /// <summary>What training makes small.</summary>
    /// <value>Optional. Without it, <c>cross_entropy</c> for classes and labels, and <c>squared</c> for <c>regression</c> and <c>forecast</c>.</value>
    public LossConfig? Loss { get; init; }

    /// <summary>For classes and labels: how probabilities are calibrated on the validation rows.</summary>
    /// <value>Default <c>none</c>. One of <c>none</c>, <c>temperature</c>.</value>
    public CalibrationKind Calibrate { get; init; }

    /// <summary>For <c>binary</c> and <c>multilabel</c>: from what probability on the positive class, or each label, is the answer.</summary>
    /// <value>Default <c>half</c>.</value>
    public ThresholdConfig Threshold { get; init; } = new HalfThresholdConfig();

    /// <summary>Of several targets: what this one's loss counts in the sum of all.</summary>
    /// <value>Default 1. Greater than 0.</value>
    [Within(Above = 0)]
    public double Weight { get; init; } = 1;

    /// <summary>Of several targets: what becomes of a row without a value of this one.</summary>
    /// <value>Default <c>refuse</c>. One of <c>refuse</c>, <c>skip</c>.</value>
    public MissingTarget Missing { get; init; }

    private const string OfSteps = "squared, absolute, huber";

    private bool AsksForNumbers => Task is TaskKind.Regression or TaskKind.Forecast;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems()
    {
        if (Calibrate != CalibrationKind.None && AsksForNumbers)
            yield return new("calibrate", "temperature", "only with task: binary, multiclass or multilabel");
        if (Threshold is not HalfThresholdConfig && Task is not (TaskKind.Binary or TaskKind.Multilabel))
            yield return new("threshold", new Phrase("set"), "only with task: binary or multilabel");
        if (Loss is ClassLossConfig && AsksForNumbers)
            yield return new("loss", new Phrase("one of classes"), Task == TaskKind.Forecast ? OfSteps : "squared, absolute, huber, poisson, quantile");
        if (Loss is PoissonConfig or QuantileConfig && Task == TaskKind.Forecast)
            yield return new("loss", new Phrase("one of single numbers"), OfSteps);
        if (Loss is NumberLossConfig && !AsksForNumbers)
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

    /// <summary>The members of a set, any number of them.</summary>
    Multilabel,

    /// <summary>The steps that follow a window of series, all columns together.</summary>
    Forecast,
}

/// <summary>What becomes of a row that lacks one of several targets.</summary>
public enum MissingTarget
{
    /// <summary>It is refused. A set that is missing is the empty one.</summary>
    Refuse,

    /// <summary>It counts 0 in this target's loss and scores, and in full in those of the others.</summary>
    Skip,
}
