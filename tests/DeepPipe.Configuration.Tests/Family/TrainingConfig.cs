namespace DeepPipe.Configuration.Tests.Family;

public sealed record TrainingConfig : IValidated
{
    [Within(AtLeast = 1)]
    public int Epochs { get; init; } = 10;

    /// <summary>Steps of warm-up; at most <see cref="Epochs"/>, or <see langword="null"/>.</summary>
    /// <value>Default 0.</value>
    [Within(AtLeast = 0)]
    public long WarmupSteps { get; init; }

    [Within(Above = 0, AtMost = 1)]
    public double LearningRate { get; init; } = 1e-3;

    [Within(Above = 0)]
    public double? ClipNorm { get; init; }

    public bool Shuffle { get; init; } = true;

    public Precision Precision { get; init; } = Precision.Full;

    [Within(AtLeast = 1)]
    public IReadOnlyList<int> Layers { get; init; } = [256, 256];

    public IReadOnlyList<Precision> Fallbacks { get; init; } = [];

    public OptimizerConfig Optimizer { get; init; } = new AdamWConfig();

    public IEnumerable<Problem> Problems()
    {
        if (WarmupSteps > Epochs)
            yield return new("warmup_steps", WarmupSteps, $"at most the epochs, {Epochs}");
    }
}

public enum Precision
{
    Full,
    MixedHalf,

    [Word("bf16")]
    BrainFloat,
}

[Variant("adamw", typeof(AdamWConfig))]
[Variant("sgd", typeof(SgdConfig))]
[Variant("none", typeof(NoneConfig))]
public abstract record OptimizerConfig;

public sealed record AdamWConfig : OptimizerConfig
{
    [Within(AtLeast = 0, Below = 1)]
    public double WeightDecay { get; init; } = 0.01;
}

public sealed record SgdConfig : OptimizerConfig
{
    [Within(AtLeast = 0, Below = 1)]
    public double Momentum { get; init; }
}

public sealed record NoneConfig : OptimizerConfig;
