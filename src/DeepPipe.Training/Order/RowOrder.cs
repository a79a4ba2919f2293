using DeepPipe.Statistics;

namespace DeepPipe.Training;

/// <summary>In which order an epoch takes the rows: a permutation of them that depends on seed, epoch and row count alone.</summary>
internal static class RowOrder
{
    /// <summary>Fills <paramref name="order"/> with a permutation of its own indices (Fisher and Yates).</summary>
    public static void Fill(Span<int> order, ulong seed, int epoch)
    {
        var random = new SplitMix(StepSeed.OfOrder(seed, epoch));
        for (var row = 0; row < order.Length; row++)
        {
            var other = (int)random.NextBelow(row + 1L);
            order[row] = order[other];
            order[other] = row;
        }
    }
}
