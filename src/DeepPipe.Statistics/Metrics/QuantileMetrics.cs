using System.Globalization;

namespace DeepPipe.Statistics;

/// <summary>Scores predicted quantiles against the truth.</summary>
public static class QuantileMetrics
{
    /// <summary>The scores of quantiles.</summary>
    /// <param name="truth">The true number of each row.</param>
    /// <param name="quantiles">[rows, levels], row-major.</param>
    /// <param name="levels">Ascending, each greater than 0 and less than 1; at least one.</param>
    /// <exception cref="ArgumentException">There are no rows or levels, or sizes do not fit.</exception>
    public static QuantileScores Of(ReadOnlySpan<double> truth, ReadOnlySpan<double> quantiles, IReadOnlyList<double> levels)
    {
        ArgumentNullException.ThrowIfNull(levels);
        if (truth.IsEmpty || levels.Count == 0)
            throw new ArgumentException("There are no rows or no levels to score.", nameof(truth));
        if (quantiles.Length != (long)truth.Length * levels.Count)
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"{truth.Length} rows of {levels.Count} levels come with {quantiles.Length} quantiles."),
                nameof(quantiles));

        var rowCount = truth.Length;
        var below = new long[levels.Count];
        var (pinball, width, covered) = (0.0, 0.0, 0L);
        for (var row = 0; row < truth.Length; row++)
        {
            var ofRow = quantiles.Slice(row * levels.Count, levels.Count);
            for (var level = 0; level < levels.Count; level++)
            {
                var error = truth[row] - ofRow[level];
                pinball += Math.Max(levels[level] * error, (levels[level] - 1) * error);
                below[level] += error <= 0 ? 1 : 0;
            }
            width += ofRow[^1] - ofRow[0];
            covered += ofRow[0] <= truth[row] && truth[row] <= ofRow[^1] ? 1 : 0;
        }
        return new(
            levels,
            [.. below.Select(count => (double)count / rowCount)],
            pinball / quantiles.Length,
            (double)covered / truth.Length,
            width / truth.Length);
    }

    /// <summary>The scores of the naive answer: the training rows' quantiles, for every row.</summary>
    /// <param name="truth">The true number of each row.</param>
    /// <param name="trainQuantiles">A quantile for each level.</param>
    /// <param name="levels">As for <see cref="Of"/>.</param>
    /// <exception cref="ArgumentException">As for <see cref="Of"/>.</exception>
    public static QuantileScores Baseline(ReadOnlySpan<double> truth, IReadOnlyList<double> trainQuantiles, IReadOnlyList<double> levels)
    {
        ArgumentNullException.ThrowIfNull(trainQuantiles);
        var quantiles = new double[truth.Length * trainQuantiles.Count];
        for (var cell = 0; cell < quantiles.Length; cell++)
            quantiles[cell] = trainQuantiles[cell % trainQuantiles.Count];
        return Of(truth, quantiles, levels);
    }
}
