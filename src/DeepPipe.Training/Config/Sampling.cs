namespace DeepPipe.Training;

/// <summary>Which train rows an epoch takes, as many as there are.</summary>
public enum Sampling
{
    /// <summary>Each row once, in an order of chance.</summary>
    Shuffled,

    /// <summary>Rows drawn with replacement, so that all classes come equally often.</summary>
    Balanced,

    /// <summary>Rows drawn with replacement, as often as <see cref="TrainingConfig.RowWeights"/> says; the loss then counts each the same.</summary>
    Weighted,
}
