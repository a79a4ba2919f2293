using DeepPipe.Configuration;
using DeepPipe.Features;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>The sum of a linear model over numbers and one-hot categories and a multilayer perceptron.</summary>
/// <remarks>Cheng et al., "Wide &amp; Deep Learning for Recommender Systems" (2016).</remarks>
public sealed record WideAndDeepConfig : JoinedNetworkConfig, IValidated
{
    /// <summary>The width of each hidden layer of the perceptron, from the input on.</summary>
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
    public override nn.Module<FeatureTensors, Tensor> Build(NetworkShape shape) => new WideAndDeepNetwork(this, shape);
}
