using DeepPipe.Features;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>The steps that follow a series, side by side: see <see cref="SeriesNetworkConfig"/>.</summary>
internal sealed class SeriesNetwork : nn.Module<FeatureTensors, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> forecast;

    /// <param name="forecast">Float32 [rows, look-back, channels] to [rows, horizon, channels].</param>
    public SeriesNetwork(nn.Module<Tensor, Tensor> forecast) : base(nameof(SeriesNetwork))
    {
        this.forecast = forecast;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(FeatureTensors features) => forecast.call(features.Blocks[0]).flatten(1);
}
