using DeepPipe.Configuration;

namespace DeepPipe.Models;

/// <summary>How images enter a network: pixels to a vector.</summary>
[Variant("flat", typeof(FlatImageConfig))]
[Variant("conv_net", typeof(ConvNetConfig))]
[Variant("resnet_9", typeof(ResNet9Config))]
[Variant("resnet_18", typeof(ResNet18Config))]
public abstract record ImageInputConfig
{
    /// <summary>An encoder with fresh weights.</summary>
    /// <exception cref="ArgumentException">The images are too small.</exception>
    internal abstract BlockEncoder Build(ImageShape shape);
}

/// <summary>The standardised pixels side by side, channel by channel.</summary>
public sealed record FlatImageConfig : ImageInputConfig
{
    internal override BlockEncoder Build(ImageShape shape) => new FlatImage(shape);
}
