using DeepPipe.Configuration;

namespace DeepPipe.Models;

/// <summary>How images enter a network: pixels to a vector.</summary>
[Variant("flat", typeof(FlatImageConfig))]
public abstract record ImageInputConfig
{
    internal abstract BlockEncoder Build(ImageShape shape);
}

/// <summary>The standardised pixels side by side, channel by channel.</summary>
public sealed record FlatImageConfig : ImageInputConfig
{
    internal override BlockEncoder Build(ImageShape shape) => new FlatImage(shape);
}
