using DeepPipe.Configuration;

namespace DeepPipe.Models;

/// <summary>How categories enter a network.</summary>
[Variant("embedding", typeof(EmbeddingConfig))]
public abstract record CategoryInputConfig;

/// <summary>Each code of each category has a learned vector.</summary>
public sealed record EmbeddingConfig : CategoryInputConfig
{
    /// <summary>The vectors' width, the same for every category.</summary>
    /// <value>Optional. At least 1. Without it, half of the category's codes, rounded up, at most 50.</value>
    [Within(AtLeast = 1)]
    public int? Width { get; init; }

    /// <summary>The width for a category.</summary>
    /// <param name="size">How many codes it has.</param>
    public int WidthOf(int size) => Width ?? Math.Min(50, (size + 1) / 2);
}
