namespace DeepPipe.Configuration.Tests.Family;

public sealed record TargetConfig
{
    public required string Column { get; init; }

    public string? Positive { get; init; }
}
