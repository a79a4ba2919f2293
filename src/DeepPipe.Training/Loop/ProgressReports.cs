namespace DeepPipe.Training;

/// <summary>Tells where the run is: a few times a second within an epoch, and at the end of each.</summary>
internal sealed class ProgressReports(TrainingPlan plan, TrainingSession session, IProgress<TrainingProgress>? progress)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private long last = plan.Time.GetTimestamp();

    /// <summary>Reports steps that are done, where it is time to.</summary>
    /// <exception cref="TrainingException">A loss is NaN or infinite.</exception>
    public void Stepped(int epoch, int stepCount)
    {
        if (plan.Time.GetElapsedTime(last) < Interval)
            return;
        Report(epoch, stepCount, session.Losses.Mean(epoch, stepCount), scores: null);      // waits for the device
        last = plan.Time.GetTimestamp();
    }

    public void EpochEnded(int epoch, double trainLoss, IReadOnlyDictionary<string, double> scores) =>
        Report(epoch, session.StepsPerEpoch, trainLoss, scores);

    private void Report(int epoch, int stepCount, double trainLoss, IReadOnlyDictionary<string, double>? scores) =>
        progress?.Report(new TrainingProgress(
            epoch,
            plan.Config.Epochs,
            stepCount,
            session.StepsPerEpoch,
            trainLoss,
            session.LearningRate.At(epoch, stepCount - 1),
            scores,
            session.Best.Standing));
}
