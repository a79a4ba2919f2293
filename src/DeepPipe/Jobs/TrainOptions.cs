using DeepPipe.Training;

namespace DeepPipe;

/// <summary>Where and how a run is started.</summary>
public sealed record TrainOptions
{
    /// <summary>The folder in which runs lie.</summary>
    /// <value>Default <c>runs</c>.</value>
    public string RunsFolder { get; init; } = "runs";

    /// <summary>Where to train: <see cref="Torch.TorchDevices.Allowed"/>. A resumed run stays where it was.</summary>
    /// <value>Default <c>auto</c>.</value>
    public string Device { get; init; } = "auto";

    /// <summary>The program, and the words before the run's folder, that rehearses the export in a process of its own.</summary>
    /// <value>Default null: it is rehearsed in this process.</value>
    public IReadOnlyList<string>? RehearsalCommand { get; init; }

    /// <summary>Told each stage and each warning, in a sentence.</summary>
    public Action<string> Say { get; init; } = _ => { };

    /// <summary>Told how training goes on.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>The clock of names and durations; no result depends on it.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
