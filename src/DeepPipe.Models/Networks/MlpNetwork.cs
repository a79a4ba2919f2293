using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>A multilayer perceptron; see <see cref="MlpConfig"/>. Weights start as PyTorch's defaults.</summary>
public sealed class MlpNetwork : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly CategoryEmbeddings? categories;
    private readonly ModuleList<Linear> layers;
    private readonly ModuleList<nn.Module<Tensor, Tensor>>? norms;
    private readonly nn.Module<Tensor, Tensor> activation;
    private readonly Dropout? dropout;
    private readonly Linear output;
    private readonly bool takesNumbers;

    /// <summary>A network with fresh weights.</summary>
    /// <exception cref="ArgumentException">The shape has neither numbers nor categories.</exception>
    public MlpNetwork(MlpConfig config, NetworkShape shape) : base(nameof(MlpNetwork))
    {
        shape.RequireInputs();
        takesNumbers = shape.NumberWidth > 0;
        if (shape.CategorySizes.Count > 0)
            register_module(nameof(categories), categories = new((EmbeddingConfig)config.Categories, shape.CategorySizes));

        int[] widths = [shape.NumberWidth + (categories?.OutputWidth ?? 0), .. config.Layers];
        layers = nn.ModuleList(config.Layers.Select((width, layer) => nn.Linear(widths[layer], width)).ToArray());
        register_module(nameof(layers), layers);
        if (config.Norm != Normalization.None)
        {
            norms = nn.ModuleList(config.Layers.Select(width => Norm(config.Norm, width)).ToArray());
            register_module(nameof(norms), norms);
        }
        activation = Function(config.Activation);
        register_module(nameof(activation), activation);
        if (config.Dropout > 0)
            register_module(nameof(dropout), dropout = nn.Dropout(config.Dropout));
        output = nn.Linear(widths[^1], shape.OutputWidth);
        register_module(nameof(output), output);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor numbers, Tensor codes)
    {
        var hidden = Input(numbers, codes);                                      // [rows, width]
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

    private Tensor Input(Tensor numbers, Tensor codes)
    {
        if (categories is null)
            return numbers;
        var embedded = categories.call(codes);
        return takesNumbers ? cat([numbers, embedded], 1) : embedded;
    }

    private static nn.Module<Tensor, Tensor> Norm(Normalization norm, int width) => norm switch
    {
        Normalization.Layer => nn.LayerNorm(width),
        Normalization.Batch => nn.BatchNorm1d(width),
        _ => throw new ArgumentOutOfRangeException(nameof(norm), norm, null),
    };

    private static nn.Module<Tensor, Tensor> Function(Activation activation) => activation switch
    {
        Activation.Relu => nn.ReLU(),
        Activation.Gelu => nn.GELU(),
        Activation.Silu => nn.SiLU(),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
    };
}
