using DeepPipe.Features;

namespace DeepPipe.Training;

/// <summary>The threshold of a positive probability with the best score.</summary>
internal static class BestThreshold
{
    private const double Half = 0.5;

    /// <param name="positive">The probability of the positive class, a row each; at least one.</param>
    /// <param name="targets">1 where a row is positive, else 0.</param>
    /// <param name="score">What is made large.</param>
    /// <returns>
    /// Halfway between two neighbouring probabilities, or one half; of equal scores the threshold nearest to one half. A row is
    /// predicted positive from the threshold on.
    /// </returns>
    public static (double Threshold, double Score) Of(double[] positive, int[] targets, ThresholdScore score)
    {
        var order = Enumerable.Range(0, positive.Length).OrderByDescending(row => positive[row]).ToArray();
        long positiveCount = targets.Count(target => target == 1);
        var negativeCount = targets.Length - positiveCount;
        var (truePositives, falsePositives) = (0L, 0L);
        var best = At(Half, positive, targets, positiveCount, score);
        for (var chosen = 0; chosen <= order.Length; chosen++)
        {
            var lowest = chosen > 0 ? positive[order[chosen - 1]] : 1;          // of those predicted positive
            var next = chosen < order.Length ? positive[order[chosen]] : 0;
            var threshold = (lowest + next) / 2;
            var found = Score(score, truePositives, falsePositives, positiveCount, negativeCount);
            // Between equals there is no threshold; and one that float32 rounds to a neighbour would not part them.
            var parts = (float)next < (float)threshold && (float)threshold <= (float)lowest;
            if (parts && (found > best.Score || (found == best.Score && Math.Abs(threshold - Half) < Math.Abs(best.Threshold - Half))))
                best = (threshold, found);
            if (chosen == order.Length)
                break;
            var isHit = targets[order[chosen]] == 1;
            truePositives += isHit ? 1 : 0;
            falsePositives += isHit ? 0 : 1;
        }
        return best;
    }

    private static (double Threshold, double Score) At(
        double threshold, double[] positive, int[] targets, long positiveCount, ThresholdScore score)
    {
        var chosen = Enumerable.Range(0, positive.Length).Where(row => positive[row] >= threshold).ToList();
        long hits = chosen.Count(row => targets[row] == 1);
        return (threshold, Score(score, hits, chosen.Count - hits, positiveCount, targets.Length - positiveCount));
    }

    private static double Score(ThresholdScore score, long truePositives, long falsePositives, long positiveCount, long negativeCount) => score switch
    {
        ThresholdScore.F1 => 2.0 * truePositives / Math.Max(1, truePositives + falsePositives + positiveCount),
        ThresholdScore.Accuracy => (double)(truePositives + negativeCount - falsePositives) / (positiveCount + negativeCount),
        ThresholdScore.BalancedAccuracy => (Share(truePositives, positiveCount) + Share(negativeCount - falsePositives, negativeCount)) / 2,
        _ => throw new ArgumentOutOfRangeException(nameof(score), score, null),
    };

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
