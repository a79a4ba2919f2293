using System.Globalization;

namespace DeepPipe.Statistics;

/// <summary>Scores predictions of classes against the truth, with scikit-learn's definitions.</summary>
public static class ClassificationMetrics
{
    private const double ProbabilitySlack = 1e-6;       // what float32 may add to 1

    /// <summary>
    /// The scores of predicted probabilities.
    /// </summary>
    /// <param name="labels">The true class code of each row.</param>
    /// <param name="probabilities">[rows, classes], row-major; each row sums to 1.</param>
    /// <param name="classes">The classes' names, by code; at least two.</param>
    /// <param name="positive">Of two classes the positive one, code 1 if null; null for more classes.</param>
    /// <param name="predictions">The predicted class code of each row; empty for the most probable class, the first of equals.</param>
    /// <exception cref="ArgumentException">There are no rows, sizes do not fit, or a label or probability is out of range.</exception>
    public static ClassificationScores Of(
        ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, IReadOnlyList<string> classes, int? positive,
        ReadOnlySpan<int> predictions = default)
    {
        ArgumentNullException.ThrowIfNull(classes);
        ThrowIfUnfit(labels, probabilities, classes.Count, positive);
        if (!predictions.IsEmpty && predictions.Length != labels.Length)
            throw new ArgumentException(Text($"{labels.Length} rows come with {predictions.Length} predictions."), nameof(predictions));
        if (classes.Count == 2)
            positive ??= 1;

        var confusion = new ConfusionMatrix(
            classes.Count, labels, predictions.IsEmpty ? MostProbable(probabilities, classes.Count) : predictions);
        var perClass = Enumerable.Range(0, classes.Count).Select(index => ClassScores.Of(confusion, index)).ToArray();
        var truths = Enumerable.Range(0, classes.Count).Select(confusion.TruthCount).ToArray();
        var rankings = Rankings(labels, probabilities, classes.Count, positive);
        return new()
        {
            Classes = classes,
            Positive = positive,
            Confusion = confusion,
            PerClass = perClass,
            Macro = ClassScores.Mean(perClass, [.. truths.Select((count, index) => count + confusion.PredictionCount(index) > 0 ? 1.0 : 0)]),
            Weighted = ClassScores.Mean(perClass, [.. truths.Select(count => (double)count)]),
            Accuracy = (double)Enumerable.Range(0, classes.Count).Sum(index => confusion[index, index]) / labels.Length,
            BalancedAccuracy = perClass.Where((_, index) => truths[index] > 0).Average(scores => scores.Recall),
            LogLoss = ProbabilityLoss.LogLoss(labels, probabilities, classes.Count),
            RocAuc = rankings.Average(ranking => ranking.RocAuc),
            AveragePrecision = rankings.Average(ranking => ranking.AveragePrecision),
            Brier = positive is { } one
                ? ProbabilityLoss.BinaryBrier(labels, probabilities, one)
                : ProbabilityLoss.Brier(labels, probabilities, classes.Count),
            Undefined = Undefined(truths, labels.Length, classes),
        };
    }

    /// <summary>
    /// The scores of the naive answer: every row gets the shares of the classes in the training rows as its probabilities,
    /// so that the majority class is predicted.
    /// </summary>
    /// <param name="labels">The true class code of each row.</param>
    /// <param name="trainCounts">How many training rows each class has.</param>
    /// <param name="classes">The classes' names, by code; at least two.</param>
    /// <param name="positive">As for <see cref="Of"/>.</param>
    /// <exception cref="ArgumentException">As for <see cref="Of"/>, or there are no training rows.</exception>
    public static ClassificationScores Baseline(
        ReadOnlySpan<int> labels, IReadOnlyList<long> trainCounts, IReadOnlyList<string> classes, int? positive)
    {
        ArgumentNullException.ThrowIfNull(trainCounts);
        var total = trainCounts.Sum();
        if (total <= 0 || trainCounts.Any(count => count < 0))
            throw new ArgumentException("The training rows' class counts do not sum to at least 1.", nameof(trainCounts));

        double[] shares = [.. trainCounts.Select(count => (double)count / total)];
        var probabilities = new double[labels.Length * shares.Length];
        for (var start = 0; start < probabilities.Length; start += shares.Length)
            shares.CopyTo(probabilities, start);
        return Of(labels, probabilities, classes, positive);
    }

    private static int[] MostProbable(ReadOnlySpan<double> probabilities, int classCount)
    {
        var predictions = new int[probabilities.Length / classCount];
        for (var row = 0; row < predictions.Length; row++)
        {
            var start = row * classCount;
            for (var index = 1; index < classCount; index++)
            {
                if (probabilities[start + index] > probabilities[start + predictions[row]])
                    predictions[row] = index;
            }
        }
        return predictions;
    }

    private static Ranking[] Rankings(ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, int classCount, int? positive)
    {
        if (positive is { } only)
            return [Ranking.Of(labels, probabilities, classCount, only)];

        var rankings = new Ranking[classCount];
        for (var index = 0; index < classCount; index++)
            rankings[index] = Ranking.Of(labels, probabilities, classCount, index);
        return rankings;
    }

    private static string[] Undefined(long[] truths, int rowCount, IReadOnlyList<string> classes)
    {
        var all = Array.IndexOf(truths, rowCount);
        if (all >= 0)
            return [$"roc_auc is undefined: every row is of class \"{classes[all]}\"."];
        string[] absent = [.. classes.Where((_, index) => truths[index] == 0).Select(name => $"\"{name}\"")];
        return absent.Length == 0 ? [] : [$"roc_auc is undefined: no row is of class {string.Join(", ", absent)}."];
    }

    private static void ThrowIfUnfit(ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, int classCount, int? positive)
    {
        if (labels.IsEmpty)
            throw new ArgumentException("There are no rows to score.", nameof(labels));
        if (classCount < 2)
            throw new ArgumentException("There are fewer than two classes.", "classes");
        if (positive < 0 || positive >= classCount || (positive is not null && classCount > 2))
            throw new ArgumentException(Text($"{positive} is not the positive one of {classCount} classes. Allowed: 0 or 1 of two classes, null of more."), nameof(positive));
        if (probabilities.Length != (long)labels.Length * classCount)
            throw new ArgumentException(Text($"{labels.Length} rows of {classCount} classes come with {probabilities.Length} probabilities."), nameof(probabilities));

        var badLabel = labels.IndexOfAnyExceptInRange(0, classCount - 1);
        if (badLabel >= 0)
            throw new ArgumentException(Text($"Row {badLabel} has the class code {labels[badLabel]}. Allowed: 0 to {classCount - 1}."), nameof(labels));
        for (var index = 0; index < probabilities.Length; index++)
        {
            if (probabilities[index] is not (>= -ProbabilitySlack and <= 1 + ProbabilitySlack))
                throw new ArgumentException(Text($"Row {index / classCount} has the probability {probabilities[index]} for class {index % classCount}. Allowed: 0 to 1."), nameof(probabilities));
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
