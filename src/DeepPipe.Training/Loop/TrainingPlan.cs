using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>How, where and from what seed a run trains.</summary>
public sealed record TrainingPlan
{
    /// <summary>The section <c>training</c> of the config.</summary>
    public required TrainingConfig Config { get; init; }

    /// <summary>What the order of rows and every draw within a step come from.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Where the model and the prepared rows lie.</summary>
    public required Device Device { get; init; }

    /// <summary>An existing folder; <c>checkpoints/</c> and <c>metrics.jsonl</c> are written in it.</summary>
    public required string RunFolder { get; init; }

    /// <summary>Whether to go on from the folder's last checkpoint. A folder without any begins anew.</summary>
    public bool Resume { get; init; }

    /// <summary>The clock of durations and of the pace of progress reports; no result depends on it.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
