using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>See <see cref="DLinearConfig"/>.</summary>
internal sealed class DLinear : nn.Module<Tensor, Tensor>
{
    private readonly ReplicationPad1d ends;
    private readonly AvgPool1d average;
    private readonly nn.Module<Tensor, Tensor> trend;
    private readonly nn.Module<Tensor, Tensor> rest;

    public DLinear(DLinearConfig config, SeriesShape series, int horizon) : base(nameof(DLinear))
    {
        ends = nn.ReplicationPad1d(((config.Kernel - 1) / 2, config.Kernel / 2));
        average = nn.AvgPool1d(config.Kernel, stride: 1);
        trend = OverTime.Linear(series, horizon, config.Individual);
        rest = OverTime.Linear(series, horizon, config.Individual);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var series = input.transpose(1, 2);                         // [rows, channels, look-back]
        var slow = average.call(ends.call(series));
        return (trend.call(slow) + rest.call(series - slow)).transpose(1, 2);
    }
}
