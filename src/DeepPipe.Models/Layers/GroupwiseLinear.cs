using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>A linear layer of its own for each group: [rows, groups, inputs] to [rows, groups, outputs].</summary>
internal sealed class GroupwiseLinear : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;      // [groups, inputs, outputs]
    private readonly Parameter? bias;       // [groups, 1, outputs]

    private GroupwiseLinear(Parameter weight, Parameter? bias) : base(nameof(GroupwiseLinear))
    {
        register_parameter(nameof(weight), this.weight = weight);
        if (bias is not null)
            register_parameter(nameof(bias), this.bias = bias);
    }

    /// <summary>Weights and biases start uniform within ±1/√inputs, as those of PyTorch's linear layer.</summary>
    public static GroupwiseLinear Drawn(int groupCount, int inputWidth, int outputWidth)
    {
        var bound = 1 / Math.Sqrt(inputWidth);
        return new(Fresh.Uniform(bound, groupCount, inputWidth, outputWidth), Fresh.Uniform(bound, groupCount, 1, outputWidth));
    }

    /// <summary>Weights start at zero, and there is no bias.</summary>
    public static GroupwiseLinear Zero(int groupCount, int inputWidth, int outputWidth) =>
        new(Fresh.Filled(0, groupCount, inputWidth, outputWidth), bias: null);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var product = input.transpose(0, 1).matmul(weight);         // [groups, rows, outputs]
        return (bias is null ? product : product + bias).transpose(0, 1);
    }
}
