using DeepPipe.Inference;

namespace DeepPipe.Serving;

/// <summary>How a file is scored.</summary>
public sealed record BatchOptions
{
    /// <summary>Where the model runs.</summary>
    /// <value>Default auto: a CUDA device where there is one, else the CPU with a warning.</value>
    public DeviceChoice Device { get; init; } = new DeviceChoice.Auto();

    /// <summary>Whether an output that is already there is replaced, once the new one is complete.</summary>
    /// <value>Default false: it is refused.</value>
    public bool Force { get; init; }

    /// <summary>How many threads compute on the CPU.</summary>
    /// <value>Default 0: as many as the process has cores.</value>
    public int Threads { get; init; }

    /// <summary>Of a model of series: whether what follows every window of the input is forecast, and not only what follows its end.</summary>
    /// <value>Default false.</value>
    public bool EveryWindow { get; init; }

    /// <summary>Is told how many rows are written, after each batch.</summary>
    /// <value>Default null: nobody is told.</value>
    public Action<long>? Progress { get; init; }
}
