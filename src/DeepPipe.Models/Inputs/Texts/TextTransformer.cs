using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>See <see cref="TextTransformerConfig"/>. Vectors and positions start normal with deviation 0.02, the rest as PyTorch's defaults.</summary>
internal sealed class TextTransformer : BlockEncoder
{
    private const double Deviation = 0.02;

    // Its exponential is 0 beside any score, and yet a row of nothing but padding has a softmax.
    private static readonly Scalar Hidden = (-1e9).ToScalar();
    private static readonly Scalar One = 1.ToScalar();

    private readonly Embedding table;
    private readonly Parameter positions;       // [length, width]
    private readonly Dropout dropout;
    private readonly ModuleList<TransformerBlock> blocks;
    private readonly LayerNorm norm;

    public TextTransformer(TextTransformerConfig config, TextShape shape) : base(nameof(TextTransformer), config.Width)
    {
        table = CodeTable.Of(shape.VocabularySize, config.Width, weight => nn.init.normal_(weight, 0, Deviation));
        positions = new Parameter(empty(shape.Length, config.Width).normal_(0, Deviation));
        dropout = nn.Dropout(config.Dropout);
        blocks = nn.ModuleList(Enumerable.Range(0, config.Layers)
            .Select(_ => new TransformerBlock(config.Width, config.Heads, config.HiddenWidth, config.Dropout)).ToArray());
        norm = nn.LayerNorm(config.Width);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tokens)
    {
        var isItem = CodeTable.IsItem(tokens);                                      // [rows, length]
        var bias = ((One - isItem) * Hidden).unsqueeze(1).unsqueeze(1);             // [rows, 1, 1, length], added to the scores
        var hidden = dropout.call(table.call(tokens) + positions.narrow(0, 0, tokens.shape[1]));                  // [rows, length, width]
        foreach (var block in blocks)
            hidden = block.call(hidden, bias);
        return CodeBag.MeanOfItems(norm.call(hidden), isItem.unsqueeze(2));
    }
}
