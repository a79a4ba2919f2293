using DeepPipe.Configuration;
using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>Trains a network from its config to its best epoch.</summary>
public static class Trainer
{
    /// <summary>
    /// Trains, evaluates after each epoch, writes <c>metrics.jsonl</c> and <c>checkpoints/</c>, and leaves the parameters of the
    /// best epoch in the model. Runs on the calling thread. A run that was cut off and is resumed ends with the same bits.
    /// </summary>
    /// <param name="trainee">What is trained; it is moved to the plan's device and its parameters are adopted.</param>
    /// <param name="data">Prepared rows on the plan's device; training and validation have at least one row each.</param>
    /// <param name="plan">How, where and from what seed.</param>
    /// <param name="progress">Told a few times a second and at each epoch's end; null for none.</param>
    /// <param name="cancel">Looked at between steps; a checkpoint is written at once.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled; its checkpoint is written.</exception>
    /// <exception cref="TrainingException">A part has no rows, or the loss became NaN or infinite.</exception>
    /// <exception cref="CheckpointException">A resumed run's checkpoint is missing, damaged, or of another run.</exception>
    /// <exception cref="ConfigException">The metric of early stopping is not one that the evaluation gives.</exception>
    public static TrainingOutcome Fit(
        Trainee trainee, PreparedData data, TrainingPlan plan, IProgress<TrainingProgress>? progress, CancellationToken cancel)
    {
        CheckRows("training", data.Train);
        CheckRows("validation", data.Validation);
        var started = plan.Time.GetTimestamp();
        using var run = new TrainingSession(trainee, data, plan);
        var reports = new ProgressReports(plan, run, progress);

        var cursor = run.Begin();
        for (var epoch = cursor.Epoch; !cursor.IsFinished; epoch++)
        {
            run.Batches.Shuffle(epoch);
            trainee.Model.train();
            for (var step = cursor.Step; step < run.StepsPerEpoch; step++)
            {
                if (cancel.IsCancellationRequested)
                    run.SaveMidEpoch(epoch, step);
                cancel.ThrowIfCancellationRequested();

                run.Step.Run(epoch, step);
                reports.Stepped(epoch, step + 1);
                if (plan.Config.Checkpoints.EverySteps is { } interval && (step + 1) % interval == 0)
                    run.SaveMidEpoch(epoch, step + 1);
            }

            var trainLoss = run.Losses.Mean(epoch, run.StepsPerEpoch);
            var scores = run.Evaluator.Score(data.Validation).Named("validation");
            if (run.Best.Offer(epoch, scores))
                run.Checkpoints.SaveBest(run.Best.Standing);
            run.Record(epoch, trainLoss, scores);
            reports.EpochEnded(epoch, trainLoss, scores);

            cursor = run.After(epoch);
            if (cursor.IsFinished || epoch % plan.Config.Checkpoints.EveryEpochs == 0)
                run.Checkpoints.SaveLast(cursor);
        }
        run.Checkpoints.LoadBest();
        return Outcome(plan, cursor, run.StepsPerEpoch, plan.Time.GetElapsedTime(started));
    }

    private static void CheckRows(string name, PreparedPart part)
    {
        if (part.RowCount == 0)
            throw TrainingException.NoRows(name);
    }

    private static TrainingOutcome Outcome(TrainingPlan plan, Cursor cursor, int stepsPerEpoch, TimeSpan duration) => new()
    {
        BestEpoch = cursor.Standing.BestEpoch,
        BestScores = cursor.Standing.BestScores,
        EpochCount = cursor.Epoch - 1,
        StepCount = (cursor.Epoch - 1L) * stepsPerEpoch,
        StoppedEarly = cursor.Epoch <= plan.Config.Epochs,
        Duration = duration,
        Device = plan.Device.ToString(),
        Threads = get_num_threads(),
    };
}
