using DeepPipe.Configuration;

namespace DeepPipe.Training;

/// <summary>When a checkpoint is written. One is written in any case at the start, at the end, and when a run is cancelled.</summary>
public sealed record CheckpointsConfig
{
    /// <summary>After every so many epochs.</summary>
    /// <value>Default 1. At least 1.</value>
    [Within(AtLeast = 1)]
    public int EveryEpochs { get; init; } = 1;

    /// <summary>Also within an epoch, after every so many of its steps; for epochs that take long.</summary>
    /// <value>Default never. At least 1.</value>
    [Within(AtLeast = 1)]
    public int? EverySteps { get; init; }
}
