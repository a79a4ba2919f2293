using DeepPipe.Bundle;
using DeepPipe.Configuration;
using DeepPipe.Data;
using DeepPipe.Evaluation;
using DeepPipe.Export;
using DeepPipe.Torch;
using DeepPipe.Training;
using static TorchSharp.torch;

namespace DeepPipe;

/// <summary>From a config to a proven bundle: the whole of it, in the order in which it happens.</summary>
public sealed class TrainJob
{
    private readonly ISubject subject;
    private readonly RootConfig config;
    private readonly TrainOptions options;
    private readonly RunFolder run;
    private readonly RunRecord record;
    private readonly bool resume;

    private TrainJob(ISubject subject, TrainOptions options, RunFolder run, RunRecord record, bool resume)
    {
        (this.subject, this.options) = (subject, options);
        (this.run, this.record, this.resume) = (run, record, resume);
        config = subject.Config;
    }

    /// <summary>Trains a new run.</summary>
    /// <param name="config">What to train.</param>
    /// <param name="options">Where and how.</param>
    /// <param name="cancel">Ends the run with a checkpoint, from which <see cref="Resume"/> goes on.</param>
    /// <exception cref="ConfigException">The config does not fit the table.</exception>
    /// <exception cref="DataException">The data is not there, or breaks its contract.</exception>
    /// <exception cref="RehearsalException">The model cannot be exported.</exception>
    /// <exception cref="ParityException">The exported model does not answer as the trainer does; no bundle is written.</exception>
    /// <exception cref="GateException">The bundle is written, and misses a gate.</exception>
    /// <exception cref="RunException">Runs cannot lie where they are to.</exception>
    public static TrainResult Start(RootConfig config, TrainOptions options, CancellationToken cancel) =>
        SourcePaths.Conceal(config, () => Begin(config, options, cancel));

    private static TrainResult Begin(RootConfig config, TrainOptions options, CancellationToken cancel)
    {
        RunFolder.RequirePlace(options.RunsFolder);
        LibTorch.Load();
        var device = TorchDevices.Of(options.Device);
        options.Say($"Reading {Config.Shown(config.Data.Source.Path)}");
        var subject = Subject.Fit(config, options.Say, cancel);
        foreach (var note in subject.Blueprint.Notes)
            options.Say(note);

        var (text, fittedText) = (Config.Write(subject.Config), subject.Blueprint.ToJson());
        var record = new RunRecord
        {
            Name = config.Name,
            Created = options.Time.GetUtcNow(),
            Lineage = RunLineage.Of(subject.Config, text, subject.Files, device),
            Fitted = RunLineage.HashOf(fittedText),
        };
        var run = RunFolder.Create(options.RunsFolder, text, fittedText, record);
        return new TrainJob(subject, options, run, record, resume: false).Run(device, cancel);
    }

    /// <summary>Goes on with a run that was cut off; it ends with the same bits as an unbroken one.</summary>
    /// <param name="path">The run's folder.</param>
    /// <param name="options">How; device and runs folder are the run's own.</param>
    /// <param name="cancel">As for <see cref="Start"/>.</param>
    /// <exception cref="RunException">There is no such run, it has ended, or its config or data has changed.</exception>
    public static TrainResult Resume(string path, TrainOptions options, CancellationToken cancel)
    {
        LibTorch.Load();
        var run = RunFolder.Open(path);
        var record = run.ReadRecord();
        if (record.Outcome != RunOutcome.Running)
            throw HasEnded(run);
        run.RequireConfigOf(record);
        run.RequireFittedOf(record);
        var config = run.ReadConfig();
        return SourcePaths.Conceal(config, () => GoOn(config, run, record, options, cancel));
    }

    private static RunException HasEnded(RunFolder run)
    {
        var bundle = Directory.Exists(run.BundlePath)
            ? $"{run.Path} has ended; its bundle is {run.BundlePath}."
            : $"{run.Path} has ended, but its bundle {run.BundlePath} is not there any more. Restore it from a copy.";
        return new($"{bundle} To train again: deeppipe train {ShellWord.Of($"{run.Path}/config.yaml")}");
    }

    private static TrainResult GoOn(RootConfig config, RunFolder run, RunRecord record, TrainOptions options, CancellationToken cancel)
    {
        if (!RunLineage.HasSameNetworkCode(config.Network, record.Lineage))
            throw new RunException("The assembly of network: custom has changed since the run was started, so it cannot go on. Train again.");
        var device = TorchDevices.Of(record.Lineage.Device);

        options.Say($"Reading {Config.Shown(config.Data.Source.Path)}");
        var subject = Subject.Reopen(config, run, options.Say);
        if (RunLineage.HashOf(subject.Files) != record.Lineage.Data)
            throw new RunException($"{config.Data.Source.Path} has changed since the run was started, so it cannot go on. Train again.");
        return new TrainJob(subject, options, run, record, resume: true).Run(device, cancel);
    }

    private TrainResult Run(Device device, CancellationToken cancel)
    {
        try
        {
            using var hold = run.Hold();
            if (resume)
                run.RemoveTemporaries();
            return TrainAndProve(device, cancel);
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException)
        {
            options.Say($"The run can go on: deeppipe resume {ShellWord.Of(run.Path)}");
            throw;
        }
        catch when (!resume && !run.HasBegun)
        {
            run.Delete();
            throw;
        }
    }

    private TrainResult TrainAndProve(Device device, CancellationToken cancel)
    {
        set_num_threads(record.Lineage.Threads);        // bits depend on it, from the first row that is prepared
        using var rehearsal = options.RehearsalCommand is { } command ? Rehearsal.Start(command, run) : null;
        options.Say("Preparing rows");
        using var prepared = Prepare(device, cancel);
        if (rehearsal is not null)
            rehearsal.Finish(cancel);
        else
            Rehearsal.Run(run);
        options.Say("The export is rehearsed; training begins");

        var trainee = subject.Blueprint.FreshTrainee();
        using var model = trainee.Model;
        var training = Trainer.Fit(trainee, prepared, Plan(device), options.Progress, cancel);

        if (subject.Blueprint.Calibrate(trainee, prepared.Validation) is { } fittedLast)
            options.Say(fittedLast);
        var (scores, report) = ScoreHeldOut(trainee, prepared);
        options.Say("Exporting, and proving the bundle against the trainer");
        var parity = WriteBundle(trainee, scores, cancel);
        return End(training, scores, report, parity);
    }

    private PreparedData Prepare(Device device, CancellationToken cancel)
    {
        var prepared = subject.Prepare(cancel);
        if (device.type == TorchSharp.DeviceType.CPU)
            return prepared;
        using (prepared)
            return prepared.To(device);
    }

    private TrainingPlan Plan(Device device) => new()
    {
        Config = config.Training,
        Seed = config.Seed,
        Device = device,
        RunFolder = run.Path,
        Resume = resume,
        Time = options.Time,
    };

    // The test rows; where the split leaves none, the validation rows.
    private (Part Part, string Name) HeldOut => subject.RowCount(Part.Test) > 0 ? (Part.Test, "test") : (Part.Validation, "validation");

    private (IReadOnlyDictionary<string, double> Scores, string Report) ScoreHeldOut(Trainee trainee, PreparedData prepared)
    {
        using var scope = NewDisposeScope();
        var part = HeldOut.Part == Part.Test ? prepared.Test : prepared.Validation;
        var evaluator = new Evaluator(trainee);
        var evaluation = evaluator.Score(part);
        var scores = evaluation.Named(HeldOut.Name).Concat(ScoreGateParts(evaluator, prepared)).ToDictionary();
        return (scores, subject.Blueprint.Report(trainee, evaluation, evaluator.Answer(part), part));
    }

    private IEnumerable<KeyValuePair<string, double>> ScoreGateParts(Evaluator evaluator, PreparedData prepared) => config.Evaluation.Gates
        .Select(gate => gate.Metric.Split('.')[0]).Distinct().Where(name => name != HeldOut.Name)
        .SelectMany(name => evaluator.Score(name == "train" ? prepared.Train : prepared.Validation).Named(name));

    private ParityRecord WriteBundle(Trainee trainee, IReadOnlyDictionary<string, double> scores, CancellationToken cancel) =>
        subject.Export(
            trainee,
            HeldOut.Part,
            run.BundlePath,
            (signature, parity) => new Manifest
            {
                Name = config.Name,
                Version = run.Name,
                Created = options.Time.GetUtcNow(),
                Signature = signature,
                Metrics = scores.Where(score => double.IsFinite(score.Value)).ToDictionary(),
                Parity = parity,
                Lineage = record.Lineage,
            },
            cancel);

    private TrainResult End(
        TrainingOutcome training, IReadOnlyDictionary<string, double> scores, string report, ParityRecord parity)
    {
        var ended = record with
        {
            Outcome = RunOutcome.Completed,
            TrainingSeconds = training.Duration.TotalSeconds,
            BestEpoch = training.BestEpoch,
            EpochCount = training.EpochCount,
            Scores = scores,
        };
        var result = new TrainResult(run, training, scores, report, parity) { Next = subject.Blueprint.NextCommand(run.BundlePath) };
        try
        {
            Gates.Check(config.Evaluation.Gates, scores);
        }
        catch (GateException failure)
        {
            run.Write(ended with { Outcome = RunOutcome.GateFailed });
            throw new TrainGateException(failure, result);
        }
        run.Write(ended);
        return result;
    }
}
