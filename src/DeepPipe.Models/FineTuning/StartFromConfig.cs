using DeepPipe.Configuration;

namespace DeepPipe.Models;

/// <summary>Weights that a network starts with, instead of fresh ones.</summary>
public sealed record StartFromConfig
{
    /// <summary>A run's folder, of which the best epoch is taken, or a safetensors file.</summary>
    /// <value>Required.</value>
    [PathValue]
    public required string Path { get; init; }

    /// <summary>Beginnings of names in the file, each with what stands in its place in the network: <c>{"encoder.": "layers."}</c>.</summary>
    /// <value>Default empty. Of a run, <c>network.</c> is taken away already.</value>
    public IReadOnlyDictionary<string, string> Rename { get; init; } = new Dictionary<string, string>();

    /// <summary>Parts of the network that start with fresh weights all the same, by the beginning of their names: <c>[output]</c>.</summary>
    /// <value>Default empty: every weight of the network is in the file.</value>
    public IReadOnlyList<string> Fresh { get; init; } = [];
}
