namespace DeepPipe.Statistics;

/// <summary>How good forecasts are; made by <see cref="ForecastMetrics"/>. Each is a mean over all windows, steps and channels.</summary>
/// <param name="WindowCount">Number of windows.</param>
/// <param name="Channels">What each step holds.</param>
/// <param name="ChannelMse">The mean squared error of each channel, in its unit squared.</param>
/// <param name="ChannelMae">The mean absolute error of each channel, in its unit.</param>
public sealed record ForecastScores(
    long WindowCount, IReadOnlyList<SeriesChannel> Channels, IReadOnlyList<double> ChannelMse, IReadOnlyList<double> ChannelMae)
{
    /// <summary>Mean squared error.</summary>
    public double Mse => ChannelMse.Average();

    /// <summary>Root of the mean squared error.</summary>
    public double Rmse => Math.Sqrt(Mse);

    /// <summary>Mean absolute error.</summary>
    public double Mae => ChannelMae.Average();

    /// <summary>Mean squared error of each channel, in its train steps' variances.</summary>
    public IReadOnlyList<double> ChannelStandardMse => [.. ChannelMse.Zip(Channels, (mse, channel) => mse / (channel.Deviation * channel.Deviation))];

    /// <summary>Mean squared error of standardised channels: the one that papers report.</summary>
    public double StandardMse => ChannelStandardMse.Average();

    /// <summary>Mean absolute error of standardised channels.</summary>
    public double StandardMae => ChannelMae.Zip(Channels, (mae, channel) => mae / channel.Deviation).Average();

    /// <summary>All values by name; see <see cref="MetricNames.Forecast"/>.</summary>
    public IReadOnlyDictionary<string, double> Values => new Dictionary<string, double>
    {
        ["standard_mse"] = StandardMse,
        ["standard_mae"] = StandardMae,
        ["rmse"] = Rmse,
        ["mae"] = Mae,
        ["mse"] = Mse,
    };
}
