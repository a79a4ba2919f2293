using System.Globalization;
using DeepPipe.Serving;
using DeepPipe.Training;

namespace DeepPipe;

/// <summary>A line an epoch, and before a person's eyes a bar that grows within it.</summary>
internal sealed class TrainingLines(Terminal terminal) : IProgress<TrainingProgress>
{
    private const int BarWidth = 24;
    private static readonly IReadOnlyList<string> Main = [".accuracy", ".subset_accuracy", ".standard_mse", ".rmse"];
    private int shown;

    public void Report(TrainingProgress value)
    {
        if (value.Scores is { } scores)
        {
            Clear();
            terminal.Error.WriteLine(Epoch(value, scores));
        }
        else if (terminal.IsInteractive)
            Show(Bar(value));
    }

    private static string Epoch(TrainingProgress progress, IReadOnlyDictionary<string, double> scores)
    {
        var main = scores.Keys.First(name => Main.Any(metric => name.EndsWith(metric, StringComparison.Ordinal)));
        var best = progress.Standing.BestEpoch == progress.Epoch ? "  best so far" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {progress.Epoch,4}/{progress.EpochCount}  train.loss {Text(progress.TrainLoss)}  "
            + $"validation.loss {Text(scores["validation.loss"])}  {main} {Text(scores[main])}{best}");
    }

    private static string Bar(TrainingProgress progress)
    {
        var filled = BarWidth * progress.Step / progress.StepCount;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {progress.Epoch,4}/{progress.EpochCount}  [{new string('#', filled)}{new string('.', BarWidth - filled)}] "
            + $"{progress.Step}/{progress.StepCount} steps  train.loss {Text(progress.TrainLoss)}");
    }

    // The error of a large target has more digits before the point than anybody reads.
    private static string Text(double value) => value.ToString(Math.Abs(value) < 1e6 ? "F4" : "G6", CultureInfo.InvariantCulture);

    private void Show(string line)
    {
        terminal.Error.Write($"\r{line.PadRight(shown)}");
        shown = line.Length;
    }

    private void Clear()
    {
        if (shown > 0)
            terminal.Error.Write($"\r{new string(' ', shown)}\r");
        shown = 0;
    }
}
