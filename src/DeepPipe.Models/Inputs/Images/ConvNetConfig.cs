using DeepPipe.Configuration;

namespace DeepPipe.Models;

/// <summary>Blocks of 3 x 3 convolutions, each with norm and activation; a max-pooling of 2 x 2 ends each block.</summary>
public sealed record ConvNetConfig : ImageInputConfig, IValidated
{
    /// <summary>The channels of each block, from the image on.</summary>
    /// <value>Default [32, 64, 128]. At least one block; each at least 1.</value>
    [Within(AtLeast = 1)]
    public IReadOnlyList<int> Channels { get; init; } = [32, 64, 128];

    /// <summary>How many convolutions a block has.</summary>
    /// <value>Default 1. At least 1.</value>
    [Within(AtLeast = 1)]
    public int Convolutions { get; init; } = 1;

    /// <summary>What normalises a convolution's outputs, channel by channel, before the activation.</summary>
    /// <value>Default <c>batch</c>. One of <c>none</c>, <c>batch</c>.</value>
    public ChannelNormalization Norm { get; init; } = ChannelNormalization.Batch;

    /// <summary>The function after a convolution.</summary>
    /// <value>Default <c>relu</c>. One of <c>relu</c>, <c>gelu</c>, <c>silu</c>.</value>
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>How the last block's channels become a vector.</summary>
    /// <value>Default <c>flatten</c>. One of <c>flatten</c>, <c>average</c>.</value>
    public ImagePooling Pooling { get; init; } = ImagePooling.Flatten;

    /// <summary>The share of the vector that a training step sets to 0.</summary>
    /// <value>Default 0.25. At least 0, less than 1.</value>
    [Within(AtLeast = 0, Below = 1)]
    public double Dropout { get; init; } = 0.25;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems()
    {
        if (Channels.Count == 0)
            yield return new("channels", new Phrase("an empty list"), "at least one block; without convolutions use type: flat");
    }

    internal override BlockEncoder Build(ImageShape shape) => new ConvNet(this, shape);
}

/// <summary>A normalisation of the channels of images.</summary>
public enum ChannelNormalization
{
    /// <summary>None.</summary>
    None,

    /// <summary>Over a batch's pixels; a running mean and variance serve outside of training.</summary>
    Batch,
}

/// <summary>How channels of pixels become a vector.</summary>
public enum ImagePooling
{
    /// <summary>All pixels side by side, channel by channel.</summary>
    Flatten,

    /// <summary>The mean of each channel.</summary>
    Average,
}
