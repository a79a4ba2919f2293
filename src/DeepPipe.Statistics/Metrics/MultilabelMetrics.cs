using System.Globalization;

namespace DeepPipe.Statistics;

/// <summary>Scores predicted sets of labels against the truth, with scikit-learn's definitions.</summary>
public static class MultilabelMetrics
{
    private const double Clip = 2.220446049250313e-16;      // 2^-52, as scikit-learn clips float64

    /// <summary>The scores of predicted sets.</summary>
    /// <param name="truth">Whether a row has a label, [rows, labels], row-major.</param>
    /// <param name="probabilities">Of each label, [rows, labels], row-major, each from 0 to 1.</param>
    /// <param name="predictions">Whether a label is predicted of a row, [rows, labels], row-major.</param>
    /// <param name="labels">The labels' names; at least one.</param>
    /// <exception cref="ArgumentException">There are no rows, or sizes do not fit.</exception>
    public static MultilabelScores Of(
        ReadOnlySpan<bool> truth, ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> predictions, IReadOnlyList<string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (truth.IsEmpty || labels.Count == 0 || truth.Length % labels.Count != 0)
            throw new ArgumentException(Text($"There are {truth.Length} labels of rows, and {labels.Count} labels."), nameof(truth));
        if (probabilities.Length != truth.Length || predictions.Length != truth.Length)
            throw new ArgumentException(
                Text($"{truth.Length} labels of rows come with {probabilities.Length} probabilities and {predictions.Length} predictions."),
                nameof(probabilities));

        var counts = new Count[labels.Count];
        var (wrongRows, loss) = (0L, 0.0);
        for (var start = 0; start < truth.Length; start += labels.Count)
        {
            var isWrong = false;
            for (var label = 0; label < labels.Count; label++)
            {
                var (isThere, isPredicted) = (truth[start + label], predictions[start + label]);
                counts[label] = counts[label].With(isThere, isPredicted);
                isWrong |= isThere != isPredicted;
                var probability = isThere ? probabilities[start + label] : 1 - probabilities[start + label];
                loss -= Math.Log(Math.Clamp(probability, Clip, 1 - Clip));
            }
            wrongRows += isWrong ? 1 : 0;
        }
        var all = counts.Aggregate((left, right) => left + right);
        long rowCount = truth.Length / labels.Count;
        return new()
        {
            Labels = labels,
            RowCount = rowCount,
            PerLabel = [.. counts.Select(count => count.Scores)],
            Counts = [.. counts.Select(count => count.Truths)],
            SubsetAccuracy = 1 - (double)wrongRows / rowCount,
            HammingLoss = (double)(all.Truths + all.Predictions - 2 * all.Hits) / truth.Length,
            MicroF1 = all.Scores.F1,
            MacroF1 = counts.Average(count => count.Scores.F1),
            LogLoss = loss / truth.Length,
        };
    }

    /// <summary>The scores of the naive answer: every row gets the labels' shares of the training rows as its probabilities.</summary>
    /// <param name="truth">As for <see cref="Of"/>.</param>
    /// <param name="trainCounts">How many training rows have each label.</param>
    /// <param name="trainRowCount">How many training rows there are; at least 1.</param>
    /// <param name="labels">The labels' names; at least one.</param>
    /// <exception cref="ArgumentException">As for <see cref="Of"/>.</exception>
    public static MultilabelScores Baseline(
        ReadOnlySpan<bool> truth, IReadOnlyList<long> trainCounts, long trainRowCount, IReadOnlyList<string> labels)
    {
        ArgumentNullException.ThrowIfNull(trainCounts);
        ArgumentOutOfRangeException.ThrowIfLessThan(trainRowCount, 1);
        var (probabilities, predictions) = (new double[truth.Length], new bool[truth.Length]);
        for (var cell = 0; cell < truth.Length; cell++)
        {
            probabilities[cell] = (double)trainCounts[cell % trainCounts.Count] / trainRowCount;
            predictions[cell] = probabilities[cell] >= 0.5;
        }
        return Of(truth, probabilities, predictions, labels);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private readonly record struct Count(long Hits, long Truths, long Predictions)
    {
        public ClassScores Scores => new(Share(Hits, Predictions), Share(Hits, Truths), Share(2 * Hits, Truths + Predictions));

        public static Count operator +(Count left, Count right) =>
            new(left.Hits + right.Hits, left.Truths + right.Truths, left.Predictions + right.Predictions);

        public Count With(bool isThere, bool isPredicted) =>
            new(Hits + (isThere && isPredicted ? 1 : 0), Truths + (isThere ? 1 : 0), Predictions + (isPredicted ? 1 : 0));

        private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
    }
}
