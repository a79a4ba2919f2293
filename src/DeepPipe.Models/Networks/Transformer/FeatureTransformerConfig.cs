using DeepPipe.Configuration;
using DeepPipe.Features;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>Each feature is a token; blocks of attention and feed-forward layers; the answer is read from a token of its own.</summary>
/// <remarks>Gorishniy et al., "Revisiting Deep Learning Models for Tabular Data" (2021), FT-Transformer; norms come first.</remarks>
public sealed record FeatureTransformerConfig : BlockNetworkConfig, IValidated
{
    /// <summary>How many blocks follow each other.</summary>
    /// <value>Default 3. At least 1.</value>
    [Within(AtLeast = 1)]
    public int Blocks { get; init; } = 3;

    /// <summary>The width of a token.</summary>
    /// <value>Default 192. At least 1, a multiple of <see cref="Heads"/>.</value>
    [Within(AtLeast = 1)]
    public int Width { get; init; } = 192;

    /// <summary>How many heads the attention has.</summary>
    /// <value>Default 8. At least 1.</value>
    [Within(AtLeast = 1)]
    public int Heads { get; init; } = 8;

    /// <summary>The width within the feed-forward layers (ReGLU).</summary>
    /// <value>Default 256. At least 1.</value>
    [Within(AtLeast = 1)]
    public int HiddenWidth { get; init; } = 256;

    /// <summary>The share of the attention's weights that a training step sets to 0.</summary>
    /// <value>Default 0.2. At least 0, less than 1.</value>
    [Within(AtLeast = 0, Below = 1)]
    public double AttentionDropout { get; init; } = 0.2;

    /// <summary>The share of the feed-forward layers' inner outputs that a training step sets to 0.</summary>
    /// <value>Default 0.1. At least 0, less than 1.</value>
    [Within(AtLeast = 0, Below = 1)]
    public double Dropout { get; init; } = 0.1;

    /// <summary>The share of what a layer adds that a training step sets to 0.</summary>
    /// <value>Default 0. At least 0, less than 1.</value>
    [Within(AtLeast = 0, Below = 1)]
    public double ResidualDropout { get; init; }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => HeadProblems.Of(Width, Heads);

    /// <inheritdoc/>
    public override nn.Module<FeatureTensors, Tensor> Build(NetworkShape shape) => new FeatureTransformer(this, shape);
}
