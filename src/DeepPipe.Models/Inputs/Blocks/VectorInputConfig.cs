using DeepPipe.Configuration;

namespace DeepPipe.Models;

/// <summary>How vectors enter a network.</summary>
[Variant("plain", typeof(PlainVectorConfig))]
[Variant("linear", typeof(LinearVectorConfig))]
public abstract record VectorInputConfig
{
    internal abstract BlockEncoder Build(VectorShape shape);
}

/// <summary>The numbers, each standardised by its own mean and deviation.</summary>
public sealed record PlainVectorConfig : VectorInputConfig
{
    internal override BlockEncoder Build(VectorShape shape) => new StandardVector(shape);
}

/// <summary>The standardised numbers through a linear layer and relu.</summary>
public sealed record LinearVectorConfig : VectorInputConfig
{
    /// <summary>The layer's width.</summary>
    /// <value>Default 64. At least 1.</value>
    [Within(AtLeast = 1)]
    public int Width { get; init; } = 64;

    internal override BlockEncoder Build(VectorShape shape) => new StandardVector(shape, Width);
}
