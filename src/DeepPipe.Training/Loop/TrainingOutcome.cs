using System.Globalization;

namespace DeepPipe.Training;

/// <summary>How a run ended; the model holds the parameters of the best epoch.</summary>
public sealed record TrainingOutcome
{
    /// <summary>The epoch whose parameters the model holds, from 1.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>The scores of that epoch, for example <c>validation.accuracy</c>.</summary>
    public required IReadOnlyDictionary<string, double> BestScores { get; init; }

    /// <summary>Epochs that were run, those before a resume included.</summary>
    public required int EpochCount { get; init; }

    /// <summary>Steps that were run, those before a resume included.</summary>
    public required long StepCount { get; init; }

    /// <summary>Whether the run ended before its last epoch for want of a better score.</summary>
    public required bool StoppedEarly { get; init; }

    /// <summary>Time of this process' part of the run.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The device, for example <c>cpu</c> or <c>cuda:0</c>.</summary>
    public required string Device { get; init; }

    /// <summary>Threads of an operation on the CPU.</summary>
    public required int Threads { get; init; }

    /// <summary>One line: <c>best epoch 12 of 28 (stopped early), 2856 steps in 7.1 s on cpu</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"best epoch {BestEpoch} of {EpochCount}{(StoppedEarly ? " (stopped early)" : "")}, {StepCount} steps in {Duration.TotalSeconds:0.0} s on {Device}");
}
