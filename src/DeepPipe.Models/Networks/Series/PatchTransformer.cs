using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>See <see cref="PatchTransformerConfig"/>.</summary>
internal sealed class PatchTransformer : nn.Module<Tensor, Tensor>
{
    private const double PositionBound = 0.02;

    private static readonly Scalar Epsilon = 1e-5.ToScalar();

    private readonly ReplicationPad1d end;
    private readonly Linear tokens;
    private readonly Parameter positions;       // [patches, width]
    private readonly Dropout dropout;
    private readonly ModuleList<PatchTransformerBlock> blocks;
    private readonly Linear head;
    private readonly (int Patch, int Stride, int Channels) sizes;

    /// <exception cref="ArgumentException">The series is shorter than a patch.</exception>
    public PatchTransformer(PatchTransformerConfig config, SeriesShape series, int horizon) : base(nameof(PatchTransformer))
    {
        if (series.LookBack < config.Patch)
            throw new ArgumentException($"patch_tst needs a look-back of at least a patch, which is {config.Patch} steps; it is {series.LookBack}.");
        sizes = (config.Patch, config.Stride, series.Channels);
        var patchCount = (series.LookBack - config.Patch) / config.Stride + 2;
        end = nn.ReplicationPad1d((0, config.Stride));
        tokens = nn.Linear(config.Patch, config.Width);
        positions = Fresh.Uniform(PositionBound, patchCount, config.Width);
        dropout = nn.Dropout(config.Dropout);
        blocks = nn.ModuleList(Enumerable.Range(0, config.Layers).Select(_ => new PatchTransformerBlock(config)).ToArray());
        head = nn.Linear(patchCount * config.Width, horizon);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var series = input.transpose(1, 2);                                                     // [rows, channels, look-back]
        var mean = series.mean([2], keepdim: true);
        var centred = series - mean;
        var deviation = (centred.square().mean([2], keepdim: true) + Epsilon).sqrt();
        var patches = end.call(centred / deviation).unfold(2, sizes.Patch, sizes.Stride);       // [rows, channels, patches, patch]
        var hidden = dropout.call(tokens.call(patches.flatten(0, 1)) + positions);              // [rows * channels, patches, width]
        foreach (var block in blocks)
            hidden = block.call(hidden);
        var steps = head.call(hidden.flatten(1)).unflatten(0, -1, sizes.Channels);              // [rows, channels, horizon]
        return (steps * deviation + mean).transpose(1, 2);
    }
}
