using DeepPipe.Configuration;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>A linear layer over the moving average, and one over what is left.</summary>
/// <remarks>Zeng et al., "Are Transformers Effective for Time Series Forecasting?" (2023).</remarks>
public sealed record DLinearConfig : SeriesNetworkConfig
{
    /// <summary>How many steps the moving average takes; beyond its ends the series goes on as its first and last step.</summary>
    /// <value>Default 25. At least 1.</value>
    [Within(AtLeast = 1)]
    public int Kernel { get; init; } = 25;

    /// <summary>Whether each channel has weights of its own.</summary>
    /// <value>Default false.</value>
    public bool Individual { get; init; }

    internal override nn.Module<Tensor, Tensor> Build(SeriesShape series, int horizon) => new DLinear(this, series, horizon);
}
