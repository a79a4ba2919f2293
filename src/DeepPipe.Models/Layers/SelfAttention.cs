using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>Scaled dot-product attention of tokens among themselves, with several heads: [rows, tokens, width] in and out.</summary>
/// <remarks>Vaswani et al., "Attention Is All You Need" (2017).</remarks>
internal sealed class SelfAttention : nn.Module<Tensor, Tensor>
{
    private readonly Linear project;        // queries, keys and values, side by side
    private readonly Linear output;
    private readonly int headCount;
    private readonly double dropout;
    private readonly bool isCausal;

    /// <param name="width">The width of a token, a multiple of the heads.</param>
    /// <param name="headCount">How many heads.</param>
    /// <param name="dropout">The share of the weights that a training step sets to 0.</param>
    /// <param name="isCausal">Whether a token sees only itself and those before it.</param>
    public SelfAttention(int width, int headCount, double dropout, bool isCausal = false) : base(nameof(SelfAttention))
    {
        (this.headCount, this.dropout, this.isCausal) = (headCount, dropout, isCausal);
        project = nn.Linear(width, 3 * width);
        output = nn.Linear(width, width);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var parts = project.call(input).chunk(3, 2).Select(part => part.unflatten(2, headCount, -1).transpose(1, 2)).ToArray();
        var attended = nn.functional.scaled_dot_product_attention(
            parts[0], parts[1], parts[2], p: training ? dropout : 0, is_casual: isCausal);
        return output.call(attended.transpose(1, 2).flatten(2));
    }
}
