namespace DeepPipe.Statistics;

/// <summary>Precision, recall and their harmonic mean, each from 0 to 1; 0 where the definition divides by 0.</summary>
/// <param name="Precision">Of the rows predicted as the class, the share that are of it.</param>
/// <param name="Recall">Of the rows of the class, the share that were predicted as it.</param>
/// <param name="F1">Harmonic mean of both.</param>
public sealed record ClassScores(double Precision, double Recall, double F1)
{
    internal static ClassScores Of(ConfusionMatrix confusion, int index)
    {
        var (hits, truths, predictions) = (confusion[index, index], confusion.TruthCount(index), confusion.PredictionCount(index));
        return new(Share(hits, predictions), Share(hits, truths), Share(2 * hits, truths + predictions));
    }

    internal static ClassScores Mean(IReadOnlyList<ClassScores> scores, IReadOnlyList<double> weights)
    {
        var total = weights.Sum();
        return new(
            scores.Zip(weights, (one, weight) => one.Precision * weight).Sum() / total,
            scores.Zip(weights, (one, weight) => one.Recall * weight).Sum() / total,
            scores.Zip(weights, (one, weight) => one.F1 * weight).Sum() / total);
    }

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
