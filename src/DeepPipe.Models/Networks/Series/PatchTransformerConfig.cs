using DeepPipe.Configuration;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>Each channel by itself: patches of its steps are the tokens of a Transformer encoder, whose outputs a linear layer reads together.</summary>
/// <remarks>
/// Nie et al., "A Time Series is Worth 64 Words" (2023), PatchTST, supervised: each series is standardised by itself, and its mean and
/// deviation come back at the end. The defaults are the paper's for small sets such as ETTh1.
/// </remarks>
public sealed record PatchTransformerConfig : SeriesNetworkConfig, IValidated
{
    /// <summary>How many steps a patch has.</summary>
    /// <value>Default 16. At least 1, at most the look-back.</value>
    [Within(AtLeast = 1)]
    public int Patch { get; init; } = 16;

    /// <summary>After how many steps the next patch begins; as many times is the last step repeated at the end.</summary>
    /// <value>Default 8. At least 1.</value>
    [Within(AtLeast = 1)]
    public int Stride { get; init; } = 8;

    /// <summary>How many layers of attention and feed-forward follow each other.</summary>
    /// <value>Default 3. At least 1.</value>
    [Within(AtLeast = 1)]
    public int Layers { get; init; } = 3;

    /// <summary>The width of a token.</summary>
    /// <value>Default 16. At least 1, a multiple of <see cref="Heads"/>.</value>
    [Within(AtLeast = 1)]
    public int Width { get; init; } = 16;

    /// <summary>How many heads the attention has.</summary>
    /// <value>Default 4. At least 1.</value>
    [Within(AtLeast = 1)]
    public int Heads { get; init; } = 4;

    /// <summary>The width within the feed-forward layers.</summary>
    /// <value>Default 128. At least 1.</value>
    [Within(AtLeast = 1)]
    public int HiddenWidth { get; init; } = 128;

    /// <summary>The share of the tokens, of the feed-forward layers' inner outputs and of what each layer adds that a training step sets to 0.</summary>
    /// <value>Default 0.3. At least 0, less than 1.</value>
    [Within(AtLeast = 0, Below = 1)]
    public double Dropout { get; init; } = 0.3;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => HeadProblems.Of(Width, Heads);

    internal override nn.Module<Tensor, Tensor> Build(SeriesShape series, int horizon) => new PatchTransformer(this, series, horizon);
}
