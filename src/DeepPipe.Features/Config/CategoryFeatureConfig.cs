using DeepPipe.Configuration;

namespace DeepPipe.Features;

/// <summary>How a category enters the network.</summary>
public sealed record CategoryFeatureConfig
{
    /// <summary>
    /// A value that fewer train rows have is taken as an unseen one. The values that stay are written into the model: the count
    /// keeps what only a few rows say out of it.
    /// </summary>
    /// <value>Default 10. At least 1.</value>
    [Within(AtLeast = 1)]
    public int RareBelow { get; init; } = 10;
}
