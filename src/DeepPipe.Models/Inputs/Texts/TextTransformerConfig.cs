using DeepPipe.Configuration;

namespace DeepPipe.Models;

/// <summary>An encoder of attention and feed-forward layers over tokens with learned positions; the mean of what it gives for each.</summary>
/// <remarks>Vaswani et al., "Attention Is All You Need" (2017), the encoder; norms come first (Xiong et al. 2020), GELU between.</remarks>
public sealed record TextTransformerConfig : TextInputConfig, IValidated
{
    /// <summary>How many layers follow each other.</summary>
    /// <value>Default 2. At least 1.</value>
    [Within(AtLeast = 1)]
    public int Layers { get; init; } = 2;

    /// <summary>The tokens' vectors' width.</summary>
    /// <value>Default 128. At least 1, a multiple of <see cref="Heads"/>.</value>
    [Within(AtLeast = 1)]
    public int Width { get; init; } = 128;

    /// <summary>How many heads the attention has.</summary>
    /// <value>Default 4. At least 1.</value>
    [Within(AtLeast = 1)]
    public int Heads { get; init; } = 4;

    /// <summary>The width within the feed-forward layers.</summary>
    /// <value>Default 256. At least 1.</value>
    [Within(AtLeast = 1)]
    public int HiddenWidth { get; init; } = 256;

    /// <summary>The share of the vectors, the attention's weights and what each layer adds that a training step sets to 0.</summary>
    /// <value>Default 0.1. At least 0, less than 1.</value>
    [Within(AtLeast = 0, Below = 1)]
    public double Dropout { get; init; } = 0.1;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => HeadProblems.Of(Width, Heads);

    internal override BlockEncoder Build(TextShape shape) => new TextTransformer(this, shape);
}
