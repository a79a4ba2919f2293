namespace DeepPipe.Training;

/// <summary>The full learning rate from the end of warm-up on.</summary>
public sealed record ConstantScheduleConfig : ScheduleConfig
{
    private protected override double FactorAfterWarmup(long step, long stepCount) => 1;
}
