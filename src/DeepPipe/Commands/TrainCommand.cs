using System.Globalization;
using DeepPipe.Serving;

namespace DeepPipe;

/// <summary>The command that trains a config.</summary>
/// <param name="ConfigPath">The config file.</param>
public sealed record TrainCommand(string ConfigPath)
{
    /// <summary>Values of the config that are changed for this run, each <c>key=value</c>.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary>Where to train: auto, cpu, cuda, cuda:N.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>The folder in which runs lie.</summary>
    public string RunsFolder { get; init; } = "runs";

    /// <summary>Whether the result is told as one line of JSON.</summary>
    public bool Json { get; init; }

    /// <summary>Trains and tells the result. Throws what <see cref="TrainJob.Start"/> throws.</summary>
    public void Run(Terminal terminal, CancellationToken cancel)
    {
        var telling = new TrainTelling(terminal, Json);
        new ConfigFile(ConfigPath, Overrides).Use(config => telling.Tell(
            options => TrainJob.Start(config, options with { Device = Device, RunsFolder = RunsFolder }, cancel)));
    }
}

/// <summary>The command that goes on with a run.</summary>
/// <param name="RunPath">The run's folder.</param>
public sealed record ResumeCommand(string RunPath)
{
    /// <summary>Whether the result is told as one line of JSON.</summary>
    public bool Json { get; init; }

    /// <summary>Trains on and tells the result. Throws what <see cref="TrainJob.Resume"/> throws.</summary>
    public void Run(Terminal terminal, CancellationToken cancel) =>
        new TrainTelling(terminal, Json).Tell(options => TrainJob.Resume(RunPath, options, cancel));
}

/// <summary>The command that a run calls in a process of its own: see <see cref="Rehearsal"/>.</summary>
/// <param name="RunPath">The run's folder.</param>
public sealed record RehearseCommand(string RunPath)
{
    /// <summary>Rehearses the export; silent where it holds.</summary>
    public void Run() => Rehearsal.Run(RunFolder.Open(RunPath));

    /// <summary>How this program is called to rehearse, without the run's folder.</summary>
    internal static IReadOnlyList<string> OfThisProcess()
    {
        var program = Environment.ProcessPath!;
        // Started through the dotnet muxer, the assembly is the first word.
        return Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? [program, Environment.GetCommandLineArgs()[0], "rehearse"]
            : [program, "rehearse"];
    }
}

/// <summary>Tells how a run goes and what it came to.</summary>
internal sealed class TrainTelling(Terminal terminal, bool json)
{
    internal void Tell(Func<TrainOptions, TrainResult> train)
    {
        var progress = new TrainingLines(terminal);
        var options = new TrainOptions
        {
            Say = terminal.Error.WriteLine,
            Progress = progress,
            RehearsalCommand = RehearseCommand.OfThisProcess(),
        };
        try
        {
            TellResult(train(options));
        }
        catch (TrainGateException failure)
        {
            TellResult(failure.Result);
            throw;
        }
    }

    private void TellResult(TrainResult result) => terminal.Output.WriteLine(json ? ToJson(result) : Describe(result));

    private static string Describe(TrainResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"""

        {result.Report}
        Trained {result.Training.EpochCount} epochs in {result.Training.Duration.TotalSeconds:F1} s on {result.Training.Device}; the best was epoch {result.Training.BestEpoch}.
        The bundle answers as the trainer does: the largest difference over {result.Parity.Measured[0].RowCount} rows is {result.Parity.Measured[0].LargestDifference:G2}.

        run     {result.Run.Path}
        bundle  {result.Run.BundlePath}
        next    {result.Next}
        """);

    private static string ToJson(TrainResult result) => JsonLine.Of(writer =>
    {
        writer.WriteString("run", result.Run.Path);
        writer.WriteString("bundle", result.Run.BundlePath);
        writer.WriteNumber("best_epoch", result.Training.BestEpoch);
        writer.WriteNumber("epochs", result.Training.EpochCount);
        writer.WriteNumber("seconds", result.Training.Duration.TotalSeconds);
        writer.WriteString("device", result.Training.Device);
        writer.WriteNumber("largest_difference", result.Parity.Measured[0].LargestDifference);
        writer.WriteStartObject("scores");
        foreach (var (name, value) in result.Scores.Where(score => double.IsFinite(score.Value)))
            writer.WriteNumber(name, value);
        writer.WriteEndObject();
    });
}
