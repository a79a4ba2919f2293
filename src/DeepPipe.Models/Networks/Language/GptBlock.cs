using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>Attention to what came before, then two linear layers, each after a norm and added to what it read: [rows, length, width] in and out.</summary>
internal sealed class GptBlock : nn.Module<Tensor, Tensor>
{
    private const int HiddenPerWidth = 4;

    private readonly LayerNorm attentionNorm;
    private readonly CausalAttention attention;
    private readonly LayerNorm norm;
    private readonly Linear widen;
    private readonly Linear narrow;
    private readonly Dropout dropout;

    public GptBlock(GptConfig config) : base(nameof(GptBlock))
    {
        attentionNorm = nn.LayerNorm(config.Width, bias: config.Bias);
        attention = new(config);
        norm = nn.LayerNorm(config.Width, bias: config.Bias);
        widen = nn.Linear(config.Width, HiddenPerWidth * config.Width, hasBias: config.Bias);
        narrow = nn.Linear(HiddenPerWidth * config.Width, config.Width, hasBias: config.Bias);
        dropout = nn.Dropout(config.Dropout);
        RegisterComponents();
    }

    /// <summary>Whether a weight is of the last layer before something is added.</summary>
    public static bool EndsWhatIsAdded(string name) =>
        name.EndsWith($".{nameof(attention)}.{CausalAttention.OutputWeight}", StringComparison.Ordinal)
        || name.EndsWith($".{nameof(narrow)}.weight", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => FeedForward(input + dropout.call(attention.call(attentionNorm.call(input))));

    /// <inheritdoc cref="CausalAttention.Step"/>
    public (Tensor Output, Tensor Past) Step(Tensor input, Tensor past, Tensor sees)
    {
        var (attended, all) = attention.Step(attentionNorm.call(input), past, sees);
        return (FeedForward(input + dropout.call(attended)), all);
    }

    private Tensor FeedForward(Tensor input) => input + dropout.call(narrow.call(nn.functional.gelu(widen.call(norm.call(input)))));
}
