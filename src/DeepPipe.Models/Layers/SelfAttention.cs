using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>Scaled dot-product attention of tokens among themselves, with several heads: [rows, tokens, width] in and out.</summary>
/// <remarks>Vaswani et al., "Attention Is All You Need" (2017).</remarks>
internal sealed class SelfAttention : nn.Module<Tensor, Tensor?, Tensor>
{
    private readonly Linear project;        // queries, keys and values, side by side
    private readonly Linear output;
    private readonly int headCount;
    private readonly double dropout;

    /// <param name="width">The width of a token, a multiple of the heads.</param>
    /// <param name="headCount">How many heads.</param>
    /// <param name="dropout">The share of the weights that a training step sets to 0.</param>
    public SelfAttention(int width, int headCount, double dropout) : base(nameof(SelfAttention))
    {
        (this.headCount, this.dropout) = (headCount, dropout);
        project = nn.Linear(width, 3 * width);
        output = nn.Linear(width, width);
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <param name="input">[rows, tokens, width].</param>
    /// <param name="bias">What is added to the scores, of a shape that fits [rows, heads, tokens, tokens]; null for nothing.</param>
    public override Tensor forward(Tensor input, Tensor? bias)
    {
        var parts = project.call(input).chunk(3, 2).Select(part => part.unflatten(2, headCount, -1).transpose(1, 2)).ToArray();
        var attended = nn.functional.scaled_dot_product_attention(
            parts[0], parts[1], parts[2], attn_mask: bias, p: training ? dropout : 0);
        return output.call(attended.transpose(1, 2).flatten(2));
    }
}
