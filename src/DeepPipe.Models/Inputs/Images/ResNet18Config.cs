using DeepPipe.Configuration;

namespace DeepPipe.Models;

/// <summary>Four stages of two residual blocks of two 3 x 3 convolutions; the mean of each channel.</summary>
/// <remarks>
/// He et al., "Deep Residual Learning for Image Recognition" (2016), of 18 layers, without its layer over classes. Images below 64
/// pixels enter by a 3 x 3 convolution, as the paper's for CIFAR-10 do, and not by one of 7 x 7 with stride 2 and a max-pooling.
/// </remarks>
public sealed record ResNet18Config : ImageInputConfig
{
    /// <summary>The channels of the first stage; they double three times, and the vector has eight times as many.</summary>
    /// <value>Default 64. At least 1.</value>
    [Within(AtLeast = 1)]
    public int Channels { get; init; } = 64;

    internal override BlockEncoder Build(ImageShape shape) => new ResNet18(this, shape);
}
