using DeepPipe.Configuration;

namespace DeepPipe.Models;

/// <summary>Eight 3 x 3 convolutions with batch norm and relu, four of them in two residual blocks; made for images of about 32 pixels.</summary>
/// <remarks>Page, "How to Train Your ResNet" (2018), the network of the DAWNBench entry; without its layer over classes.</remarks>
public sealed record ResNet9Config : ImageInputConfig
{
    /// <summary>The channels of the first convolution; they double three times, and the vector has eight times as many.</summary>
    /// <value>Default 64. At least 1.</value>
    [Within(AtLeast = 1)]
    public int Channels { get; init; } = 64;

    internal override BlockEncoder Build(ImageShape shape) => new ResNet9(this, shape);
}
