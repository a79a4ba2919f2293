using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>A linear layer over the differences from the last step, which is added again.</summary>
/// <remarks>Zeng et al., "Are Transformers Effective for Time Series Forecasting?" (2023).</remarks>
public sealed record NLinearConfig : SeriesNetworkConfig
{
    /// <summary>Whether each channel has weights of its own.</summary>
    /// <value>Default false.</value>
    public bool Individual { get; init; }

    internal override nn.Module<Tensor, Tensor> Build(SeriesShape series, int horizon) => new NLinear(this, series, horizon);
}
