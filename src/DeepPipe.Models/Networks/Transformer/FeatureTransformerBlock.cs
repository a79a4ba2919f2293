using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>Attention among tokens, then feed-forward layers (ReGLU), each added to what it read: [rows, tokens, width] in and out.</summary>
internal sealed class FeatureTransformerBlock : nn.Module<Tensor, Tensor>
{
    private readonly LayerNorm? attentionNorm;
    private readonly SelfAttention attention;
    private readonly LayerNorm norm;
    private readonly Linear widen;
    private readonly Linear narrow;
    private readonly Dropout dropout;
    private readonly Dropout residualDropout;

    public FeatureTransformerBlock(FeatureTransformerConfig config, bool normsAttention) : base(nameof(FeatureTransformerBlock))
    {
        attentionNorm = normsAttention ? nn.LayerNorm(config.Width) : null;
        attention = new(config.Width, config.Heads, config.AttentionDropout);
        norm = nn.LayerNorm(config.Width);
        widen = nn.Linear(config.Width, 2 * config.HiddenWidth);
        narrow = nn.Linear(config.HiddenWidth, config.Width);
        dropout = nn.Dropout(config.Dropout);
        residualDropout = nn.Dropout(config.ResidualDropout);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var read = attentionNorm is null ? input : attentionNorm.call(input);
        var attended = input + residualDropout.call(attention.call(read, null));
        var halves = widen.call(norm.call(attended)).chunk(2, 2);      // values, gates
        return attended + residualDropout.call(narrow.call(dropout.call(halves[0] * halves[1].relu())));
    }
}
