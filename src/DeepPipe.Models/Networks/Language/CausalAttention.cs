using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>Attention of each token to itself and to those before it: [rows, length, width] in and out.</summary>
internal sealed class CausalAttention : nn.Module<Tensor, Tensor>
{
    /// <summary>The name of the weights of the layer that ends it.</summary>
    public const string OutputWeight = $"{nameof(output)}.weight";

    private readonly Linear project;        // queries, keys and values, side by side
    private readonly Linear output;
    private readonly int headCount;
    private readonly double dropout;

    public CausalAttention(GptConfig config) : base(nameof(CausalAttention))
    {
        (headCount, dropout) = (config.Heads, config.Dropout);
        project = nn.Linear(config.Width, 3 * config.Width, hasBias: config.Bias);
        output = nn.Linear(config.Width, config.Width, hasBias: config.Bias);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var (queries, keys, values) = Heads(input);
        return Join(nn.functional.scaled_dot_product_attention(queries, keys, values, p: training ? dropout : 0, is_casual: true));
    }

    /// <summary>The same for the last n tokens, where keys and values of the m before are known.</summary>
    /// <param name="input">[rows, n, width].</param>
    /// <param name="past">Keys and values, [2, rows, heads, m, width / heads].</param>
    /// <param name="sees">Which of all tokens each of the last sees, bool [n, m + n].</param>
    /// <returns>[rows, n, width], and the keys and values of all, [2, rows, heads, m + n, width / heads].</returns>
    public (Tensor Output, Tensor Past) Step(Tensor input, Tensor past, Tensor sees)
    {
        var (queries, newKeys, newValues) = Heads(input);
        var keys = cat([past.select(0, 0), newKeys], 2);
        var values = cat([past.select(0, 1), newValues], 2);
        var attended = nn.functional.scaled_dot_product_attention(queries, keys, values, attn_mask: sees, p: training ? dropout : 0);
        return (Join(attended), stack([keys, values], 0));
    }

    private (Tensor Queries, Tensor Keys, Tensor Values) Heads(Tensor input)
    {
        var parts = project.call(input).chunk(3, 2).Select(part => part.unflatten(2, headCount, -1).transpose(1, 2)).ToArray();
        return (parts[0], parts[1], parts[2]);      // [rows, heads, length, width / heads]
    }

    private Tensor Join(Tensor attended) => output.call(attended.transpose(1, 2).flatten(2));
}
