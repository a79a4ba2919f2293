using DeepPipe.Configuration;
using DeepPipe.Features;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>A decoder-only Transformer: it reads tokens and says which comes next. The defaults are those of nanoGPT for a CPU.</summary>
/// <remarks>
/// Radford et al., "Language Models are Unsupervised Multitask Learners" (2019), GPT-2, as in Karpathy's nanoGPT: learned positions, norms
/// first, GELU, four times the width within the feed-forward layers.
/// </remarks>
public sealed record GptConfig : NetworkConfig, IValidated
{
    /// <summary>How many layers of attention and feed-forward follow each other.</summary>
    /// <value>Default 4. At least 1.</value>
    [Within(AtLeast = 1)]
    public int Layers { get; init; } = 4;

    /// <summary>How many heads the attention has.</summary>
    /// <value>Default 4. At least 1.</value>
    [Within(AtLeast = 1)]
    public int Heads { get; init; } = 4;

    /// <summary>The width of a token's vector.</summary>
    /// <value>Default 128. At least 1, a multiple of <see cref="Heads"/>.</value>
    [Within(AtLeast = 1)]
    public int Width { get; init; } = 128;

    /// <summary>The share of the vectors, the attention's weights and what each layer adds that a training step sets to 0.</summary>
    /// <value>Default 0. At least 0, less than 1.</value>
    [Within(AtLeast = 0, Below = 1)]
    public double Dropout { get; init; }

    /// <summary>Whether linear layers and norms have biases.</summary>
    /// <value>Default false.</value>
    public bool Bias { get; init; }

    /// <summary>Whether the output's weights are the tokens' vectors.</summary>
    /// <value>Default true.</value>
    public bool Tied { get; init; } = true;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => HeadProblems.Of(Width, Heads);

    /// <summary>A network with fresh weights, drawn from torch's default generator.</summary>
    /// <param name="context">How many tokens it sees at most. At least 1.</param>
    /// <param name="vocabularySize">How many tokens there are. At least 1.</param>
    public GptNetwork Build(int context, int vocabularySize) => new(this, context, vocabularySize);

    /// <inheritdoc/>
    /// <param name="shape">One text and nothing else: its length is how many tokens the network sees, its vocabulary the output's width.</param>
    public override nn.Module<FeatureTensors, Tensor> Build(NetworkShape shape) =>
        shape is { NumberWidth: 0, CategorySizes.Count: 0, Blocks: [TextShape text] } && text.VocabularySize == shape.OutputWidth
            ? Build(text.Length, text.VocabularySize)
            : throw new ArgumentException("A language model reads one text and nothing else, and its output is as wide as the vocabulary.", nameof(shape));
}
