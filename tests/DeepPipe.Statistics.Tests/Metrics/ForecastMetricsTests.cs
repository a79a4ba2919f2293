using CsCheck;

namespace DeepPipe.Statistics.Tests.Metrics;

public sealed class ForecastMetricsTests
{
    private static readonly IReadOnlyList<SeriesChannel> Channels = [new("load", 10, 2), new("oil", 0, 0.5)];

    [Fact]
    public void Errors_are_means_over_windows_steps_and_channels_in_own_and_in_standard_units()
    {
        // Two windows of two steps; the first channel is wrong by 2 in one of four steps, the second by 1 in each.
        var scores = ForecastMetrics.Of([1, 1, 1, 1, 1, 1, 1, 1], [1, 2, 3, 0, 1, 2, 1, 0], 2, Channels);
        Assert.Equal(2, scores.WindowCount);
        Assert.Equal([1.0, 1], scores.ChannelMse);
        Assert.Equal([0.5, 1], scores.ChannelMae);
        Assert.Equal([0.25, 4], scores.ChannelStandardMse);
        Assert.Equal(MetricNames.Forecast, scores.Values.Keys);
        Assert.Equal([(0.25 + 4) / 2, (0.25 + 2) / 2, 1, 0.75, 1], scores.Values.Values);
    }

    [Fact]
    public void Standard_errors_are_those_of_standardised_numbers() => Gen.Select(Gen.Float[-50, 50].Array[12], Gen.Float[-50, 50].Array[12]).Sample((truth, forecast) =>
    {
        IReadOnlyList<SeriesChannel> unit = [new("load", 0, 1), new("oil", 0, 1)];
        var standard = ForecastMetrics.Of(Standard(truth), Standard(forecast), 3, unit);
        Assert.Equal(standard.Mse, ForecastMetrics.Of(truth, forecast, 3, Channels).StandardMse, 1e-3 * (1 + standard.Mse));
    });

    [Fact]
    public void The_baseline_repeats_the_last_step_of_each_window() => Assert.Equal(
        ForecastMetrics.Of([1, 2, 3, 4, 5, 6, 7, 8], [9, 10, 9, 10, 11, 12, 11, 12], 2, Channels).Values,
        ForecastMetrics.Baseline([1, 2, 3, 4, 5, 6, 7, 8], [9, 10, 11, 12], 2, Channels).Values);

    [Fact]
    public void Sizes_that_do_not_fit_are_refused() => Assert.Equal(
        "3 numbers come with 4 forecasts of 1 steps and 2 channels. (Parameter 'truth')",
        Assert.Throws<ArgumentException>(() => ForecastMetrics.Of([1, 2, 3], [1, 2, 3, 4], 1, Channels)).Message);

    [Fact]
    public void A_channel_is_fitted_to_its_pieces_as_to_the_whole() => Gen.Double[-1e3, 1e3].Array[2, 40].Sample(numbers =>
    {
        var cut = numbers.Length / 2;
        var whole = SeriesChannel.Fit("x", [numbers]);
        var pieces = SeriesChannel.Fit("x", [numbers.AsMemory(0, cut), numbers.AsMemory(cut)]);
        Assert.Equal(whole.Mean, pieces.Mean, 1e-9);
        Assert.Equal(Math.Sqrt(numbers.Average(number => Math.Pow(number - numbers.Average(), 2))), pieces.Deviation, 1e-6);
        Assert.Equal(0, SeriesChannel.Fit("x", [new double[] { 0.1, 0.1, 0.1 }]).Deviation);
    });

    private static float[] Standard(float[] numbers) => [.. numbers.Select((number, place) =>
        (float)((number - Channels[place % 2].Mean) / Channels[place % 2].Deviation))];
}
