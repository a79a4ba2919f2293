using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>x · weight + bias with a vector of weights for each number: [rows, numbers] to [rows, numbers, width].</summary>
internal sealed class LinearNumbers : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;      // [numbers, width]
    private readonly Parameter bias;        // [numbers, width]

    /// <summary>Weights and biases start uniform within ±1/√width.</summary>
    public LinearNumbers(int numberCount, int width) : base(nameof(LinearNumbers))
    {
        var bound = 1 / Math.Sqrt(width);
        register_parameter(nameof(weight), weight = Fresh.Uniform(bound, numberCount, width));
        register_parameter(nameof(bias), bias = Fresh.Uniform(bound, numberCount, width));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input.unsqueeze(2) * weight + bias;
}
