using DeepPipe.Configuration;

namespace DeepPipe;

/// <summary>How the bundle is made.</summary>
public sealed record ExportConfig
{
    /// <summary>How far the exported model's answers may lie from the trainer's.</summary>
    public ToleranceConfig Tolerance { get; init; } = new();
}

/// <summary>|trainer - exported| is at most absolute + relative * |trainer|.</summary>
public sealed record ToleranceConfig
{
    /// <summary>The part that does not grow; in regression in standard deviations of the target.</summary>
    /// <value>Default 1e-5. At least 0, at most 1.</value>
    [Within(AtLeast = 0, AtMost = 1)]
    public double Absolute { get; init; } = 1e-5;

    /// <summary>The part that grows with the answer, as a fraction of it.</summary>
    /// <value>Default 1e-4. At least 0, at most 1.</value>
    [Within(AtLeast = 0, AtMost = 1)]
    public double Relative { get; init; } = 1e-4;
}
