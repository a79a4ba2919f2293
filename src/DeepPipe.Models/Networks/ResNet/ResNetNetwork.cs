using DeepPipe.Features;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>See <see cref="ResNetConfig"/>. Weights start as PyTorch's defaults.</summary>
internal sealed class ResNetNetwork : nn.Module<FeatureTensors, Tensor>
{
    private readonly TableInput input;
    private readonly Linear first;
    private readonly ModuleList<ResNetBlock> blocks;
    private readonly nn.Module<Tensor, Tensor>? norm;
    private readonly nn.Module<Tensor, Tensor> activation;
    private readonly Linear output;

    /// <exception cref="ArgumentException">The shape has no features.</exception>
    public ResNetNetwork(ResNetConfig config, NetworkShape shape) : base(nameof(ResNetNetwork))
    {
        input = new(config, shape);
        first = nn.Linear(input.OutputWidth, config.Width);
        blocks = nn.ModuleList(Enumerable.Range(0, config.Blocks).Select(_ => new ResNetBlock(config)).ToArray());
        norm = Normalizations.Of(config.Norm, config.Width);
        activation = Activations.Of(config.Activation);
        output = nn.Linear(config.Width, shape.OutputWidth);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(FeatureTensors features)
    {
        var hidden = first.call(input.call(features));            // [rows, width]
        foreach (var block in blocks)
            hidden = block.call(hidden);
        return output.call(activation.call(norm is null ? hidden : norm.call(hidden)));
    }
}
