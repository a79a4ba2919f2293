using DeepPipe.Configuration;
using DeepPipe.Features;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>Blocks of norm, linear, activation, dropout, linear and dropout, each added to what it read.</summary>
/// <remarks>Gorishniy et al., "Revisiting Deep Learning Models for Tabular Data" (2021), ResNet.</remarks>
public sealed record ResNetConfig : JoinedNetworkConfig
{
    /// <summary>How many blocks follow each other.</summary>
    /// <value>Default 4. At least 1.</value>
    [Within(AtLeast = 1)]
    public int Blocks { get; init; } = 4;

    /// <summary>The width between blocks.</summary>
    /// <value>Default 192. At least 1.</value>
    [Within(AtLeast = 1)]
    public int Width { get; init; } = 192;

    /// <summary>The width within a block.</summary>
    /// <value>Default 384. At least 1.</value>
    [Within(AtLeast = 1)]
    public int HiddenWidth { get; init; } = 384;

    /// <summary>The share of a block's inner outputs that a training step sets to 0.</summary>
    /// <value>Default 0.25. At least 0, less than 1.</value>
    [Within(AtLeast = 0, Below = 1)]
    public double Dropout { get; init; } = 0.25;

    /// <summary>The share of a block's result that a training step sets to 0 before it is added.</summary>
    /// <value>Default 0. At least 0, less than 1.</value>
    [Within(AtLeast = 0, Below = 1)]
    public double ResidualDropout { get; init; }

    /// <summary>The function within a block.</summary>
    /// <value>Default <c>relu</c>. One of <c>relu</c>, <c>gelu</c>, <c>silu</c>.</value>
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>What normalises a block's input.</summary>
    /// <value>Default <c>batch</c>. One of <c>none</c>, <c>layer</c>, <c>batch</c>.</value>
    public Normalization Norm { get; init; } = Normalization.Batch;

    /// <inheritdoc/>
    public override bool NormalizesBatches => Norm == Normalization.Batch;

    /// <inheritdoc/>
    public override nn.Module<FeatureTensors, Tensor> Build(NetworkShape shape) => new ResNetNetwork(this, shape);
}
