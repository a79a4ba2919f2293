using DeepPipe.Configuration;

namespace DeepPipe.Data;

/// <summary>How many rows a table must have.</summary>
public sealed record RowsConfig
{
    /// <summary>The least number of rows.</summary>
    /// <value>Default 1. At least 1.</value>
    [Within(AtLeast = 1)]
    public long AtLeast { get; init; } = 1;
}
