using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>
/// Attention, then two linear layers with GELU between, each added to what it read; batch norm over all tokens follows: [rows, patches,
/// width] in and out.
/// </summary>
internal sealed class PatchTransformerBlock : nn.Module<Tensor, Tensor>
{
    private readonly SelfAttention attention;
    private readonly BatchNorm1d attentionNorm;
    private readonly Linear widen;
    private readonly Linear narrow;
    private readonly BatchNorm1d norm;
    private readonly Dropout dropout;

    public PatchTransformerBlock(PatchTransformerConfig config) : base(nameof(PatchTransformerBlock))
    {
        attention = new(config.Width, config.Heads, dropout: 0);
        attentionNorm = nn.BatchNorm1d(config.Width);
        widen = nn.Linear(config.Width, config.HiddenWidth);
        narrow = nn.Linear(config.HiddenWidth, config.Width);
        norm = nn.BatchNorm1d(config.Width);
        dropout = nn.Dropout(config.Dropout);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var attended = OverTokens(attentionNorm, input + dropout.call(attention.call(input, null)));
        var hidden = dropout.call(nn.functional.gelu(widen.call(attended)));
        return OverTokens(norm, attended + dropout.call(narrow.call(hidden)));
    }

    private static Tensor OverTokens(BatchNorm1d norm, Tensor tokens) => norm.call(tokens.flatten(0, 1)).view_as(tokens);
}
