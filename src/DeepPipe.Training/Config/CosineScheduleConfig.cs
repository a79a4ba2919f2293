using DeepPipe.Configuration;

namespace DeepPipe.Training;

/// <summary>Half a cosine from the full learning rate to a fraction of it (Loshchilov and Hutter, arXiv:1608.03983, without restarts).</summary>
public sealed record CosineScheduleConfig : ScheduleConfig
{
    /// <summary>The share of the full learning rate that would come after the last step.</summary>
    /// <value>Default 0. At least 0, at most 1.</value>
    [Within(AtLeast = 0, AtMost = 1)]
    public double FinalFraction { get; init; }

    private protected override double FactorAfterWarmup(long step, long stepCount) =>
        FinalFraction + ((1 - FinalFraction) * (1 + Math.Cos(Math.PI * step / stepCount)) / 2);
}
