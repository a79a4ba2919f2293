using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>See <see cref="NLinearConfig"/>.</summary>
internal sealed class NLinear : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> linear;
    private readonly int lookBack;

    public NLinear(NLinearConfig config, SeriesShape series, int horizon) : base(nameof(NLinear))
    {
        lookBack = series.LookBack;
        linear = OverTime.Linear(series, horizon, config.Individual);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var last = input.narrow(1, lookBack - 1, 1);                // [rows, 1, channels]
        return linear.call((input - last).transpose(1, 2)).transpose(1, 2) + last;
    }
}
