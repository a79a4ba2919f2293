namespace DeepPipe.Configuration.Tests.Family;

[Variant("csv", typeof(CsvConfig))]
[Variant("files", typeof(FilesConfig))]
[Variant("memory", typeof(MemoryConfig))]
public abstract record SourceConfig;

public sealed record CsvConfig : SourceConfig
{
    [PathValue]
    public required string Path { get; init; }

    public string? Delimiter { get; init; }

    public IReadOnlyList<string> Missing { get; init; } = [];
}

public sealed record FilesConfig : SourceConfig
{
    [PathValue]
    public required IReadOnlyList<string> Paths { get; init; }
}

public sealed record MemoryConfig : SourceConfig;
