using DeepPipe.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>
/// The steps that follow series, side by side: see <see cref="SeriesNetworkConfig"/>. Past steps that are missing are taken as their
/// channel's mean.
/// </summary>
internal sealed class SeriesNetwork : nn.Module<FeatureTensors, Tensor>
{
    // The square of such a number is still a float32.
    private static readonly Scalar Lowest = (-1e15).ToScalar();
    private static readonly Scalar Highest = 1e15.ToScalar();

    private readonly nn.Module<Tensor, Tensor> forecast;
    private readonly Tensor mean;           // buffers, float32 [channels]
    private readonly Tensor deviation;
    private readonly Tensor? chosen;        // buffer, int64: the channels that are answered; null for all in their order

    /// <param name="channels">The series, each with one mean and one deviation.</param>
    /// <param name="forecast">Float32 [rows, look-back, channels] to [rows, horizon, channels].</param>
    /// <param name="answered">The channels that are answered.</param>
    public SeriesNetwork(IReadOnlyList<VectorShape> channels, nn.Module<Tensor, Tensor> forecast, IReadOnlyList<int> answered)
        : base(nameof(SeriesNetwork))
    {
        this.forecast = forecast;
        register_module(nameof(forecast), forecast);
        register_buffer(nameof(mean), mean = tensor(channels.Select(channel => (float)channel.Mean[0]).ToArray()));
        register_buffer(nameof(deviation), deviation = tensor(channels.Select(channel => (float)channel.Deviation[0]).ToArray()));
        if (!answered.SequenceEqual(Enumerable.Range(0, channels.Count)))
            register_buffer(nameof(chosen), chosen = tensor(answered.Select(place => (long)place).ToArray()));
    }

    /// <inheritdoc/>
    public override Tensor forward(FeatureTensors features)
    {
        var steps = stack(features.Blocks, 2);                      // [rows, look-back, channels]
        var standard = ((steps - mean) / deviation).nan_to_num(0).clamp(Lowest, Highest);
        var next = forecast.call(standard);                         // [rows, horizon, channels]
        return (chosen is null ? next : next.index_select(2, chosen)).flatten(1);
    }
}
