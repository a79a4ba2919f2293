using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>See <see cref="RecurrentConfig"/>.</summary>
internal sealed class RecurrentForecast : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module recurrent;
    private readonly Dropout dropout;
    private readonly Linear head;
    private readonly Func<Tensor, Tensor> outputs;
    private readonly int lookBack;
    private readonly int channelCount;

    /// <param name="config">Of which size.</param>
    /// <param name="series">What is read.</param>
    /// <param name="horizon">How many steps are to come.</param>
    /// <param name="recurrent">The recurrent layers.</param>
    /// <param name="outputs">Calls them: [rows, look-back, channels] to what the last layer gives at each step, [rows, look-back, width].</param>
    public RecurrentForecast(
        RecurrentConfig config, SeriesShape series, int horizon, nn.Module recurrent, Func<Tensor, Tensor> outputs) : base(nameof(RecurrentForecast))
    {
        (this.recurrent, this.outputs, lookBack, channelCount) = (recurrent, outputs, series.LookBack, series.Channels);
        dropout = nn.Dropout(config.Dropout);
        head = nn.Linear(config.Width, horizon * series.Channels);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) =>
        head.call(dropout.call(outputs(input).select(1, lookBack - 1))).unflatten(1, -1, channelCount);
}
