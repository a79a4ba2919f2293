using DeepPipe.Features;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>See <see cref="FeatureTransformerConfig"/>.</summary>
internal sealed class FeatureTransformer : nn.Module<FeatureTensors, Tensor>
{
    private readonly FeatureTokens tokens;
    private readonly ModuleList<FeatureTransformerBlock> blocks;
    private readonly LayerNorm norm;
    private readonly Linear output;

    /// <exception cref="ArgumentException">The shape has no features.</exception>
    public FeatureTransformer(FeatureTransformerConfig config, NetworkShape shape) : base(nameof(FeatureTransformer))
    {
        shape.RequireInputs();
        tokens = new(config, shape);
        // The tokens are all alike in scale, so that the first block reads them without a norm.
        blocks = nn.ModuleList(Enumerable.Range(0, config.Blocks).Select(block => new FeatureTransformerBlock(config, block > 0)).ToArray());
        norm = nn.LayerNorm(config.Width);
        output = nn.Linear(config.Width, shape.OutputWidth);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(FeatureTensors features)
    {
        var hidden = tokens.call(features);                       // [rows, tokens, width]
        foreach (var block in blocks)
            hidden = block.call(hidden);
        return output.call(norm.call(hidden.select(1, 0)).relu());
    }
}
