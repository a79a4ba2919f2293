using System.Globalization;

namespace DeepPipe.Statistics;

/// <summary>Scores forecasts against what came.</summary>
public static class ForecastMetrics
{
    /// <summary>The scores of forecasts.</summary>
    /// <param name="truth">What came, in the channels' own units: window by window, step by step, with the channels side by side.</param>
    /// <param name="forecast">What was answered, likewise.</param>
    /// <param name="horizon">How many steps a window has. At least 1.</param>
    /// <param name="channels">What each step holds, at least one.</param>
    /// <exception cref="ArgumentException">There are no windows, or sizes do not fit.</exception>
    public static ForecastScores Of(ReadOnlySpan<float> truth, ReadOnlySpan<float> forecast, int horizon, IReadOnlyList<SeriesChannel> channels)
    {
        ArgumentNullException.ThrowIfNull(channels);
        var width = horizon * channels.Count;
        if (truth.IsEmpty || truth.Length != forecast.Length || truth.Length % width != 0)
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{truth.Length} numbers come with {forecast.Length} forecasts of {horizon} steps and {channels.Count} channels."),
                nameof(truth));
        var squares = new double[channels.Count];
        var absolutes = new double[channels.Count];
        for (var first = 0; first < truth.Length; first += channels.Count)
        {
            for (var channel = 0; channel < channels.Count; channel++)
            {
                var error = (double)truth[first + channel] - forecast[first + channel];
                squares[channel] += error * error;
                absolutes[channel] += Math.Abs(error);
            }
        }
        var stepCount = truth.Length / channels.Count;
        return new(
            truth.Length / width, channels, [.. squares.Select(sum => sum / stepCount)], [.. absolutes.Select(sum => sum / stepCount)]);
    }

    /// <summary>The scores of the naive answer: the last step, again and again.</summary>
    /// <param name="truth">As for <see cref="Of"/>.</param>
    /// <param name="last">The last step of each window, with the channels side by side.</param>
    /// <param name="horizon">As for <see cref="Of"/>.</param>
    /// <param name="channels">As for <see cref="Of"/>.</param>
    /// <exception cref="ArgumentException">As for <see cref="Of"/>.</exception>
    public static ForecastScores Baseline(ReadOnlySpan<float> truth, ReadOnlySpan<float> last, int horizon, IReadOnlyList<SeriesChannel> channels)
    {
        ArgumentNullException.ThrowIfNull(channels);
        var forecast = new float[last.Length * horizon];
        for (var cell = 0; cell < forecast.Length; cell++)
            forecast[cell] = last[(cell / (horizon * channels.Count) * channels.Count) + (cell % channels.Count)];
        return Of(truth, forecast, horizon, channels);
    }
}
