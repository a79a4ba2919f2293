using DeepPipe.Configuration;

namespace DeepPipe.Features;

/// <summary>From what probability on the positive class is the answer of a binary target, or a label that of a set.</summary>
[Variant("half", typeof(HalfThresholdConfig))]
[Variant("fixed", typeof(FixedThresholdConfig))]
[Variant("tuned", typeof(TunedThresholdConfig))]
public abstract record ThresholdConfig;

/// <summary>One half: what is more probable than not.</summary>
public sealed record HalfThresholdConfig : ThresholdConfig;

/// <summary>A probability by hand; of a set, the same for every label.</summary>
public sealed record FixedThresholdConfig : ThresholdConfig
{
    /// <summary>The probability.</summary>
    /// <value>Required. Greater than 0, less than 1.</value>
    [Within(Above = 0, Below = 1)]
    public required double At { get; init; }
}

/// <summary>The probability with the best score on the validation rows, after training; of a set, one for each label.</summary>
/// <remarks>scikit-learn's <c>TunedThresholdClassifierCV</c>, on one split.</remarks>
public sealed record TunedThresholdConfig : ThresholdConfig
{
    /// <summary>The score; of equals the threshold nearest to one half.</summary>
    /// <value>Default <c>f1</c>. One of <c>f1</c>, <c>balanced_accuracy</c>, <c>accuracy</c>.</value>
    public ThresholdScore Maximize { get; init; } = ThresholdScore.F1;
}

/// <summary>What a threshold is chosen by.</summary>
public enum ThresholdScore
{
    /// <summary>The F1 of the positive class, or the label.</summary>
    F1,

    /// <summary>The mean of both classes' recall.</summary>
    BalancedAccuracy,

    /// <summary>The share of right answers.</summary>
    Accuracy,
}

/// <summary>How probabilities are calibrated on the validation rows, after training.</summary>
public enum CalibrationKind
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>By one number that divides all logits, with the least log loss: Guo et al., "On Calibration of Modern Neural Networks" (2017).</summary>
    Temperature,
}
