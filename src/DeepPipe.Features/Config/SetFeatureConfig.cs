using DeepPipe.Configuration;

namespace DeepPipe.Features;

/// <summary>How a set enters the network.</summary>
public sealed record SetFeatureConfig
{
    /// <summary>A member that fewer train rows have is taken as an unseen one.</summary>
    /// <value>Default 10. At least 1.</value>
    [Within(AtLeast = 1)]
    public int RareBelow { get; init; } = 10;

    /// <summary>How many members of a row are read at most.</summary>
    /// <value>Default 64. At least 1.</value>
    [Within(AtLeast = 1)]
    public int Length { get; init; } = 64;
}
