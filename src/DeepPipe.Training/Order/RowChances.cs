using DeepPipe.Statistics;
using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>How likely each row is to be drawn, with replacement; what is drawn depends on seed, epoch and the chances alone.</summary>
internal sealed class RowChances
{
    private readonly double[] sums;         // of the chances of a row and all before it

    /// <param name="chances">At least 0 each, in any unit; not all 0.</param>
    public RowChances(IReadOnlyList<double> chances)
    {
        sums = new double[chances.Count];
        var sum = 0.0;
        for (var row = 0; row < sums.Length; row++)
            sums[row] = sum += chances[row];
    }

    /// <summary>The chances that a way of sampling asks for; null where each row is taken once.</summary>
    /// <param name="sampling">Weighted: the part has weights. Balanced: its targets are classes.</param>
    /// <param name="part">The train rows; copied from their device, which is waited for.</param>
    public static RowChances? Of(Sampling sampling, PreparedPart part) => sampling switch
    {
        Sampling.Shuffled => null,
        Sampling.Weighted => new(TensorValues.Doubles(part.Weights ?? throw new ArgumentException("The rows have no weights.", nameof(part)))),
        Sampling.Balanced => new(Evenly(TensorValues.Integers(part.Targets))),
        _ => throw new ArgumentOutOfRangeException(nameof(sampling), sampling, null),
    };

    /// <summary>Fills the order with rows.</summary>
    public void Draw(Span<int> order, ulong seed, int epoch)
    {
        var random = new SplitMix(StepSeed.OfOrder(seed, epoch));
        for (var place = 0; place < order.Length; place++)
            order[place] = RowAt(random.NextFraction() * sums[^1]);
    }

    // The first row whose sum lies above: a row without a chance has none.
    private int RowAt(double point)
    {
        var (low, high) = (0, sums.Length - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sums[middle] > point)
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }

    private static double[] Evenly(int[] codes)
    {
        var counts = codes.CountBy(code => code).ToDictionary();
        return [.. codes.Select(code => 1.0 / counts[code])];
    }
}
