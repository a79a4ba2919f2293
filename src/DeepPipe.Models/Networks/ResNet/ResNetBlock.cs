using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>A block of <see cref="ResNetConfig"/>: [rows, width] in and out.</summary>
internal sealed class ResNetBlock : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor>? norm;
    private readonly Linear widen;
    private readonly nn.Module<Tensor, Tensor> activation;
    private readonly Dropout dropout;
    private readonly Linear narrow;
    private readonly Dropout residualDropout;

    public ResNetBlock(ResNetConfig config) : base(nameof(ResNetBlock))
    {
        norm = Normalizations.Of(config.Norm, config.Width);
        widen = nn.Linear(config.Width, config.HiddenWidth);
        activation = Activations.Of(config.Activation);
        dropout = nn.Dropout(config.Dropout);
        narrow = nn.Linear(config.HiddenWidth, config.Width);
        residualDropout = nn.Dropout(config.ResidualDropout);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var normal = norm is null ? input : norm.call(input);
        var hidden = dropout.call(activation.call(widen.call(normal)));
        return input + residualDropout.call(narrow.call(hidden));
    }
}
