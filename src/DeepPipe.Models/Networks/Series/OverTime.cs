using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>A linear layer from past steps to those to come, for each channel: [rows, channels, look-back] to [rows, channels, horizon].</summary>
internal static class OverTime
{
    /// <param name="series">What is read.</param>
    /// <param name="horizon">How many steps are to come.</param>
    /// <param name="isIndividual">Whether each channel has weights of its own.</param>
    public static nn.Module<Tensor, Tensor> Linear(SeriesShape series, int horizon, bool isIndividual) => isIndividual
        ? GroupwiseLinear.Drawn(series.Channels, series.LookBack, horizon)
        : nn.Linear(series.LookBack, horizon);
}
