using DeepPipe.Features;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>A multilayer perceptron; see <see cref="MlpConfig"/>. Weights start as PyTorch's defaults.</summary>
public sealed class MlpNetwork : nn.Module<FeatureTensors, Tensor>
{
    private readonly TableInput input;
    private readonly ModuleList<Linear> layers;
    private readonly ModuleList<nn.Module<Tensor, Tensor>>? norms;
    private readonly nn.Module<Tensor, Tensor> activation;
    private readonly Dropout? dropout;
    private readonly Linear output;

    /// <summary>A network with fresh weights.</summary>
    /// <exception cref="ArgumentException">The shape has no features.</exception>
    public MlpNetwork(MlpConfig config, NetworkShape shape) : base(nameof(MlpNetwork))
    {
        register_module(nameof(input), input = new(config, shape));
        int[] widths = [input.OutputWidth, .. config.Layers];
        layers = nn.ModuleList(config.Layers.Select((width, layer) => nn.Linear(widths[layer], width)).ToArray());
        register_module(nameof(layers), layers);
        if (config.Norm != Normalization.None)
        {
            norms = nn.ModuleList(config.Layers.Select(width => Normalizations.Of(config.Norm, width)!).ToArray());
            register_module(nameof(norms), norms);
        }
        activation = Activations.Of(config.Activation);
        register_module(nameof(activation), activation);
        if (config.Dropout > 0)
            register_module(nameof(dropout), dropout = nn.Dropout(config.Dropout));
        output = nn.Linear(widths[^1], shape.OutputWidth);
        register_module(nameof(output), output);
    }

    /// <inheritdoc/>
    public override Tensor forward(FeatureTensors features)
    {
        var hidden = input.call(features);                                 // [rows, width]
        for (var layer = 0; layer < layers.Count; layer++)
        {
            hidden = layers[layer].call(hidden);
            if (norms is not null)
                hidden = norms[layer].call(hidden);
            hidden = activation.call(hidden);
            if (dropout is not null)
                hidden = dropout.call(hidden);
        }
        return output.call(hidden);
    }
}
