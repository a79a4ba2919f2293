using DeepPipe.Configuration;
using DeepPipe.Features;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>Layers that multiply the input with itself beside a multilayer perceptron (deep and cross, version 2).</summary>
/// <remarks>
/// Wang et al., "DCN V2: Improved Deep and Cross Network and Practical Lessons for Web-scale Learning to Rank Systems" (2021), in
/// parallel, with full matrices.
/// </remarks>
public sealed record CrossNetworkConfig : JoinedNetworkConfig, IValidated
{
    /// <summary>How many cross layers follow each other: input · (hidden · weight + bias) + hidden.</summary>
    /// <value>Default 3. At least 1.</value>
    [Within(AtLeast = 1)]
    public int CrossLayers { get; init; } = 3;

    /// <summary>The width of each hidden layer of the perceptron.</summary>
    /// <value>Default [256, 256]. At least one; each at least 1.</value>
    [Within(AtLeast = 1)]
    public IReadOnlyList<int> Layers { get; init; } = [256, 256];

    /// <summary>The share of a hidden layer's outputs that a training step sets to 0.</summary>
    /// <value>Default 0.1. At least 0, less than 1.</value>
    [Within(AtLeast = 0, Below = 1)]
    public double Dropout { get; init; } = 0.1;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => LayerProblems.Of(Layers);

    /// <inheritdoc/>
    public override nn.Module<FeatureTensors, Tensor> Build(NetworkShape shape) => new CrossNetwork(this, shape);
}
