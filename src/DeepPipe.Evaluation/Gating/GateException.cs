namespace DeepPipe.Evaluation;

/// <summary>A model does not reach what its config asks.</summary>
public sealed class GateException : Exception
{
    /// <summary>All gates that do not hold, out of <paramref name="gateCount"/>.</summary>
    public GateException(int gateCount, IReadOnlyList<FailedGate> failed)
        : base($"{failed.Count} of {gateCount} quality gates failed:\n  {string.Join("\n  ", failed)}") => Failed = failed;

    /// <summary>The gates that do not hold, in the order of the config.</summary>
    public IReadOnlyList<FailedGate> Failed { get; }
}
