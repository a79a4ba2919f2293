namespace DeepPipe.Bundle;

/// <summary>What a model was made from: enough to make it again.</summary>
public sealed record Lineage
{
    /// <summary>SHA-256 of the resolved config's text, in lower-case hex.</summary>
    public required string Config { get; init; }

    /// <summary>SHA-256 over the data files, in lower-case hex.</summary>
    public required string Data { get; init; }

    /// <summary>The version of the program that trained.</summary>
    public required string Code { get; init; }

    /// <summary>The versions of the packages that decide about numbers, by name.</summary>
    public IReadOnlyDictionary<string, string> Packages { get; init; } = new Dictionary<string, string>();

    /// <summary>The seed of every random draw.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Where it was trained: cpu or cuda:N.</summary>
    public required string Device { get; init; }

    /// <summary>How many threads computed; the bits of the weights depend on it.</summary>
    public required int Threads { get; init; }
}
