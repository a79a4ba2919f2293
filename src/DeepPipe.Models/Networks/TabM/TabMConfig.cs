using DeepPipe.Configuration;
using DeepPipe.Features;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>Many multilayer perceptrons that share most of their weights; each answers, and the answers are averaged.</summary>
/// <remarks>Gorishniy et al., "TabM: Advancing Tabular Deep Learning with Parameter-Efficient Ensembling" (2025).</remarks>
public sealed record TabMConfig : JoinedNetworkConfig, IValidated
{
    /// <summary>The defaults.</summary>
    public TabMConfig() => Categories = new OneHotConfig();

    /// <summary>How many networks there are in one.</summary>
    /// <value>Default 32. At least 2.</value>
    [Within(AtLeast = 2)]
    public int Members { get; init; } = 32;

    /// <summary>TabM-mini: members differ in how they scale the input and in their output layer, and share all between.</summary>
    /// <value>Default false: each layer has scales and biases of each member (batch ensemble).</value>
    public bool Mini { get; init; }

    /// <summary>The width of each hidden layer, from the input on.</summary>
    /// <value>Default [512, 512, 512]. At least one; each at least 1.</value>
    [Within(AtLeast = 1)]
    public IReadOnlyList<int> Layers { get; init; } = [512, 512, 512];

    /// <summary>The share of a hidden layer's outputs that a training step sets to 0.</summary>
    /// <value>Default 0.1. At least 0, less than 1.</value>
    [Within(AtLeast = 0, Below = 1)]
    public double Dropout { get; init; } = 0.1;

    /// <inheritdoc/>
    public override int MemberCount => Members;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => LayerProblems.Of(Layers);

    /// <inheritdoc/>
    public override nn.Module<FeatureTensors, Tensor> Build(NetworkShape shape) => new TabMNetwork(this, shape);
}
