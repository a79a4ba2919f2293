using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>See <see cref="PeriodicNumbersConfig"/>. [rows, numbers] to [rows, numbers, width].</summary>
internal sealed class PeriodicNumbers : nn.Module<Tensor, Tensor>
{
    private readonly Parameter frequencies;                         // [numbers, frequencies], in cycles for a number's unit
    private readonly Tensor turn;                                   // buffer, scalar: the radians of a cycle
    private readonly nn.Module<Tensor, Tensor> linear;
    private readonly ReLU activation = nn.ReLU();

    public PeriodicNumbers(PeriodicNumbersConfig config, int numberCount) : base(nameof(PeriodicNumbers))
    {
        frequencies = Fresh.TruncatedNormal(config.FrequencyScale, numberCount, config.Frequencies);
        turn = tensor(2 * MathF.PI);
        linear = config.Shared
            ? nn.Linear(2 * config.Frequencies, config.Width)
            : GroupwiseLinear.Drawn(numberCount, 2 * config.Frequencies, config.Width);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var angles = input.unsqueeze(2) * (frequencies * turn);              // [rows, numbers, frequencies]
        return activation.call(linear.call(cat([angles.cos(), angles.sin()], 2)));
    }
}
