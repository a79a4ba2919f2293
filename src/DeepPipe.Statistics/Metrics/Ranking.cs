namespace DeepPipe.Statistics;

/// <summary>How well a score puts the rows of a class above the others; rows of equal score are one step.</summary>
/// <param name="RocAuc">Area under the curve of hits against false alarms; NaN when all or no rows are of the class.</param>
/// <param name="AveragePrecision">Precision averaged over the gains in recall; 0 when no rows are of the class.</param>
internal readonly record struct Ranking(double RocAuc, double AveragePrecision)
{
    public static Ranking Of(ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, int classCount, int positive)
    {
        var hitCount = labels.Count(positive);
        var (hits, others) = (new double[hitCount], new double[labels.Length - hitCount]);
        var (hit, other) = (0, 0);
        for (var row = 0; row < labels.Length; row++)
        {
            var score = probabilities[row * classCount + positive];
            if (labels[row] == positive)
                hits[hit++] = score;
            else
                others[other++] = score;
        }
        RadixSort.Sort(hits);
        RadixSort.Sort(others);
        return Of(hits, others);
    }

    /// <summary>The ranking of two ascending lists of scores.</summary>
    private static Ranking Of(ReadOnlySpan<double> hits, ReadOnlySpan<double> others)
    {
        var (hit, other) = (hits.Length, others.Length);        // how many are below the threshold
        var halfPairs = 0L;         // twice the pairs in right order plus the pairs that tie
        var precision = 0.0;
        while (hit > 0)
        {
            var threshold = hits[hit - 1];
            other = CountBelow(others, other, threshold, includeEqual: true);
            var below = CountBelow(others, other, threshold, includeEqual: false);
            var tied = hit - CountBelow(hits, hit, threshold, includeEqual: false);

            hit -= tied;
            halfPairs += tied * (2L * below + (other - below));
            other = below;
            var hitsAbove = hits.Length - hit;
            precision += tied * ((double)hitsAbove / (hitsAbove + others.Length - other));
        }
        return new(
            hits.Length == 0 || others.Length == 0 ? double.NaN : halfPairs / (2.0 * hits.Length * others.Length),
            hits.Length == 0 ? 0 : precision / hits.Length);
    }

    private static int CountBelow(ReadOnlySpan<double> ascending, int count, double threshold, bool includeEqual)
    {
        while (count > 0 && (includeEqual ? ascending[count - 1] > threshold : ascending[count - 1] >= threshold))
            count--;
        return count;
    }
}
