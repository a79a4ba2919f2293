using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>Attention, then two linear layers with GELU between, each after a norm and added to what it read: [rows, tokens, width] in and out.</summary>
internal sealed class TransformerBlock : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly LayerNorm attentionNorm;
    private readonly SelfAttention attention;
    private readonly LayerNorm norm;
    private readonly Linear widen;
    private readonly Linear narrow;
    private readonly Dropout dropout;

    /// <param name="width">The width of a token, a multiple of the heads.</param>
    /// <param name="headCount">How many heads.</param>
    /// <param name="hiddenWidth">The width between the two linear layers.</param>
    /// <param name="dropout">The share of the attention's weights and of what is added that a training step sets to 0.</param>
    public TransformerBlock(int width, int headCount, int hiddenWidth, double dropout) : base(nameof(TransformerBlock))
    {
        attentionNorm = nn.LayerNorm(width);
        attention = new(width, headCount, dropout);
        norm = nn.LayerNorm(width);
        widen = nn.Linear(width, hiddenWidth);
        narrow = nn.Linear(hiddenWidth, width);
        this.dropout = nn.Dropout(dropout);
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <param name="input">[rows, tokens, width].</param>
    /// <param name="bias">As of <see cref="SelfAttention"/>.</param>
    public override Tensor forward(Tensor input, Tensor bias)
    {
        var attended = input + dropout.call(attention.call(attentionNorm.call(input), bias));
        return attended + dropout.call(narrow.call(nn.functional.gelu(widen.call(norm.call(attended)))));
    }
}
