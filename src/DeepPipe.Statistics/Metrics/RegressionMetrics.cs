using System.Globalization;

namespace DeepPipe.Statistics;

/// <summary>Scores predicted numbers against the truth, with scikit-learn's definitions.</summary>
public static class RegressionMetrics
{
    private const double SmallestTruth = 2.220446049250313e-16;     // 2^-52, as in scikit-learn's percentage error

    /// <summary>The scores of predictions.</summary>
    /// <exception cref="ArgumentException">There are no rows, sizes do not fit, or a number is not finite.</exception>
    public static RegressionScores Of(ReadOnlySpan<double> truth, ReadOnlySpan<double> prediction)
    {
        ThrowIfUnfit(truth, prediction);
        var (squares, absolutes, fractions) = (0.0, 0.0, 0.0);
        for (var row = 0; row < truth.Length; row++)
        {
            var error = Math.Abs(truth[row] - prediction[row]);
            squares += error * error;
            absolutes += error;
            fractions += error / Math.Max(Math.Abs(truth[row]), SmallestTruth);
        }
        return new()
        {
            RowCount = truth.Length,
            Mse = squares / truth.Length,
            Mae = absolutes / truth.Length,
            Mape = fractions / truth.Length,
            R2 = Explained(squares, truth),
        };
    }

    /// <summary>The scores of the naive answer: the mean of the training rows, for every row.</summary>
    /// <exception cref="ArgumentException">As for <see cref="Of"/>.</exception>
    public static RegressionScores Baseline(ReadOnlySpan<double> truth, double trainMean)
    {
        var prediction = new double[truth.Length];
        Array.Fill(prediction, trainMean);
        return Of(truth, prediction);
    }

    private static double Explained(double squares, ReadOnlySpan<double> truth)
    {
        if (truth.Length == 1)
            return double.NaN;
        var total = Moments.Of(truth).SquaredDeviations;
        return total > 0 ? 1 - squares / total : squares == 0 ? 1 : 0;
    }

    private static void ThrowIfUnfit(ReadOnlySpan<double> truth, ReadOnlySpan<double> prediction)
    {
        if (truth.IsEmpty)
            throw new ArgumentException("There are no rows to score.", nameof(truth));
        if (truth.Length != prediction.Length)
            throw new ArgumentException(Text($"{truth.Length} rows come with {prediction.Length} predictions."), nameof(prediction));
        for (var row = 0; row < truth.Length; row++)
        {
            if (!double.IsFinite(truth[row]))
                throw new ArgumentException(Text($"Row {row} has the true value {truth[row]}. Allowed: finite numbers."), nameof(truth));
            if (!double.IsFinite(prediction[row]))
                throw new ArgumentException(Text($"Row {row} has the prediction {prediction[row]}. Allowed: finite numbers."), nameof(prediction));
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
