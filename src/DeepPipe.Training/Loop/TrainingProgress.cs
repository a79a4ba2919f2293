namespace DeepPipe.Training;

/// <summary>Where a run is, a few times a second and at the end of each epoch.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="EpochCount">Epochs of the run, were it not stopped early.</param>
/// <param name="Step">Steps of this epoch that are done.</param>
/// <param name="StepCount">Steps of an epoch.</param>
/// <param name="TrainLoss">Mean loss over this epoch's steps so far.</param>
/// <param name="LearningRate">Of the last step.</param>
/// <param name="Scores">At the end of an epoch its scores, for example <c>validation.loss</c>; else null.</param>
/// <param name="Standing">The best epoch so far.</param>
public sealed record TrainingProgress(
    int Epoch,
    int EpochCount,
    int Step,
    int StepCount,
    double TrainLoss,
    double LearningRate,
    IReadOnlyDictionary<string, double>? Scores,
    Standing Standing);
