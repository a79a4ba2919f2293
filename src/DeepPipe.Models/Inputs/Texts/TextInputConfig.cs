using DeepPipe.Configuration;

namespace DeepPipe.Models;

/// <summary>How texts enter a network: tokens to a vector, which does not depend on how much padding follows them.</summary>
[Variant("bag", typeof(TextBagConfig))]
[Variant("cnn", typeof(TextCnnConfig))]
[Variant("transformer", typeof(TextTransformerConfig))]
public abstract record TextInputConfig
{
    /// <summary>An encoder with fresh weights.</summary>
    internal abstract BlockEncoder Build(TextShape shape);
}

/// <summary>The mean of the tokens' vectors; their order is not seen.</summary>
public sealed record TextBagConfig : TextInputConfig
{
    /// <summary>The vectors' width.</summary>
    /// <value>Default 64. At least 1.</value>
    [Within(AtLeast = 1)]
    public int Width { get; init; } = 64;

    internal override BlockEncoder Build(TextShape shape) => new CodeBag(shape.VocabularySize, Width);
}
