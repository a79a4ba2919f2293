using Apache.Arrow;
using DeepPipe.Bundle;
using DeepPipe.Configuration;
using DeepPipe.Data;
using DeepPipe.Evaluation;
using DeepPipe.Export;
using DeepPipe.Features;
using DeepPipe.Models;
using DeepPipe.Torch;
using DeepPipe.Training;
using static TorchSharp.torch;

namespace DeepPipe;

/// <summary>From a config to a proven bundle: the whole of it, in the order in which it happens.</summary>
public sealed class TrainJob
{
    private readonly RootConfig config;
    private readonly TrainOptions options;
    private readonly Dataset dataset;
    private readonly FittedTable fitted;
    private readonly RunFolder run;
    private readonly RunRecord record;
    private readonly bool resume;

    private TrainJob(
        RootConfig config, TrainOptions options, Dataset dataset, FittedTable fitted, RunFolder run, RunRecord record, bool resume)
    {
        (this.config, this.options, this.dataset, this.fitted) = (config, options, dataset, fitted);
        (this.run, this.record, this.resume) = (run, record, resume);
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
        var dataset = OpenTable(config, options.Say);
        config = config with { Data = dataset.Resolved };
        var fitted = FittedTable.Fit(config, dataset, cancel);
        foreach (var dropped in fitted.Features.Dropped)
            options.Say(dropped.ToString());

        var (text, fittedText) = (Config.Write(config), fitted.ToJson());
        var record = new RunRecord
        {
            Name = config.Name,
            Created = options.Time.GetUtcNow(),
            Lineage = RunLineage.Of(config, text, dataset, device),
            Fitted = RunLineage.HashOf(fittedText),
        };
        var run = RunFolder.Create(options.RunsFolder, text, fittedText, record);
        return new TrainJob(config, options, dataset, fitted, run, record, resume: false).Run(device, cancel);
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
        var dataset = OpenTable(config, options.Say);
        if (RunLineage.HashOf(dataset) != record.Lineage.Data)
            throw new RunException($"{config.Data.Source.Path} has changed since the run was started, so it cannot go on. Train again.");
        return new TrainJob(config, options, dataset, run.ReadFitted(), run, record, resume: true).Run(device, cancel);
    }

    internal static Dataset OpenTable(RootConfig config, Action<string> say)
    {
        var dataset = Dataset.Open(config.Data, config.Seed);
        foreach (var stray in dataset.Strays.Where(stray => config.NeedsNumbers(stray.Column)))
            say(SourcePaths.Concealed(config.Data, stray.ToString()));
        var problems = config.ProblemsWith(dataset.Columns).Concat(GateProblems.Of(config, dataset.RowCount)).ToList();
        if (problems.Count > 0)
            throw new ConfigException(problems);
        if (dataset.RowCount(Part.Validation) == 0)
            throw TrainingException.NoRows("validation");
        return config.DataOfTask(dataset.Columns) is { } data ? Dataset.Open(data, config.Seed) : dataset;
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

        using var model = Rehearsal.FreshModel(config, fitted);
        var trainee = Trainee.Of(model, fitted.Target);
        var training = Trainer.Fit(trainee, prepared, Plan(device), options.Progress, cancel);

        if (HeadCalibration.Fit(trainee, prepared.Validation, config.Target.Threshold) is { } fittedLast)
            options.Say(fittedLast);
        var (scores, report) = ScoreHeldOut(trainee, prepared);
        options.Say("Exporting, and proving the bundle against the trainer");
        var parity = WriteBundle(model, scores, cancel);
        return End(training, scores, report, parity);
    }

    private PreparedData Prepare(Device device, CancellationToken cancel)
    {
        var prepared = PreparedData.From(dataset, fitted.Features, fitted.Target, cancel, fitted.RowWeights);
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
    private (Part Part, string Name) HeldOut => dataset.RowCount(Part.Test) > 0 ? (Part.Test, "test") : (Part.Validation, "validation");

    private (IReadOnlyDictionary<string, double> Scores, string Report) ScoreHeldOut(Trainee trainee, PreparedData prepared)
    {
        using var scope = NewDisposeScope();
        var part = HeldOut.Part == Part.Test ? prepared.Test : prepared.Validation;
        var evaluator = new Evaluator(trainee);
        var scores = evaluator.Score(part).Named(HeldOut.Name).Concat(ScoreGateParts(evaluator, prepared)).ToDictionary();
        return (scores, HeldOutReport.Text(trainee.Scorer, fitted, evaluator.Answer(part), part.Targets.cpu()));
    }

    private IEnumerable<KeyValuePair<string, double>> ScoreGateParts(Evaluator evaluator, PreparedData prepared) => config.Evaluation.Gates
        .Select(gate => gate.Metric.Split('.')[0]).Distinct().Where(name => name != HeldOut.Name)
        .SelectMany(name => evaluator.Score(name == "train" ? prepared.Train : prepared.Validation).Named(name));

    private ParityRecord WriteBundle(TableModel model, IReadOnlyDictionary<string, double> scores, CancellationToken cancel) =>
        BundleExport.Write(
            Rehearsal.Request(config, fitted, model),
            HeldOutRows(cancel),
            run.BundlePath,
            replace: true,
            (signature, parity) => new Manifest
            {
                Name = config.Name,
                Version = run.Name,
                Created = options.Time.GetUtcNow(),
                Signature = signature with { Delimiter = (config.Data.Source as CsvSourceConfig)?.Delimiter },
                Metrics = scores.Where(score => double.IsFinite(score.Value)).ToDictionary(),
                Parity = parity,
                Lineage = record.Lineage,
            });

    private IEnumerable<RecordBatch> HeldOutRows(CancellationToken cancel) =>
        PartRows.Read(dataset, [.. fitted.Features.Inputs.Select(input => input.Name)], HeldOut.Part, cancel);

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
        var result = new TrainResult(run, training, scores, report, parity);
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
