namespace DeepPipe.Training;

/// <summary>The learning rate at every step of a run.</summary>
internal sealed class LearningRate(TrainingConfig config, int stepsPerEpoch)
{
    private readonly double peak = config.Optimizer.PeakLearningRate;

    /// <param name="epoch">From 1.</param>
    /// <param name="step">From 0, within the epoch.</param>
    public double At(int epoch, int step) =>
        peak * config.Schedule.Factor(((epoch - 1L) * stepsPerEpoch) + step, (long)config.Epochs * stepsPerEpoch);
}
