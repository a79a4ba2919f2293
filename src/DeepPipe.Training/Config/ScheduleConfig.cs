using DeepPipe.Configuration;

namespace DeepPipe.Training;

/// <summary>How the learning rate goes over the steps of a run.</summary>
[Variant("constant", typeof(ConstantScheduleConfig))]
[Variant("cosine", typeof(CosineScheduleConfig))]
public abstract record ScheduleConfig
{
    /// <summary>Steps over which the learning rate rises linearly to its full value.</summary>
    /// <value>Default 100. At least 0. A run with fewer steps never reaches the full value.</value>
    [Within(AtLeast = 0)]
    public int WarmupSteps { get; init; } = 100;

    /// <summary>The share of the full learning rate at a step.</summary>
    /// <param name="step">Counted over the whole run, from 0.</param>
    /// <param name="stepCount">Steps of the whole run, were it not stopped early.</param>
    internal double Factor(long step, long stepCount) =>
        step < WarmupSteps ? (step + 1.0) / WarmupSteps : FactorAfterWarmup(step - WarmupSteps, stepCount - WarmupSteps);

    /// <summary>The same, counted from the end of warm-up.</summary>
    private protected abstract double FactorAfterWarmup(long step, long stepCount);
}
