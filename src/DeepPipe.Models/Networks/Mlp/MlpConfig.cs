using DeepPipe.Configuration;
using DeepPipe.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>Layers of Linear, norm, activation and dropout over the features.</summary>
public sealed record MlpConfig : JoinedNetworkConfig
{
    /// <summary>The width of each hidden layer, from the input on.</summary>
    /// <value>Default [256, 256]. Each at least 1; with none, one linear layer over the inputs.</value>
    [Within(AtLeast = 1)]
    public IReadOnlyList<int> Layers { get; init; } = [256, 256];

    /// <summary>The share of a hidden layer's outputs that a training step sets to 0.</summary>
    /// <value>Default 0.1. At least 0, less than 1.</value>
    [Within(AtLeast = 0, Below = 1)]
    public double Dropout { get; init; } = 0.1;

    /// <summary>The function between layers.</summary>
    /// <value>Default <c>relu</c>. One of <c>relu</c>, <c>gelu</c>, <c>silu</c>.</value>
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>What normalises a layer's outputs before the activation.</summary>
    /// <value>Default <c>none</c>. One of <c>none</c>, <c>layer</c>, <c>batch</c>.</value>
    public Normalization Norm { get; init; } = Normalization.None;

    /// <inheritdoc/>
    public override bool NormalizesBatches => Norm == Normalization.Batch;

    /// <inheritdoc/>
    public override nn.Module<FeatureTensors, Tensor> Build(NetworkShape shape) => new MlpNetwork(this, shape);
}
