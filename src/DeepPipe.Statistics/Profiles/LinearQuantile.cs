namespace DeepPipe.Statistics;

/// <summary>
/// Quantiles between two order statistics, to the bit those of numpy's method "linear":
/// Hyndman, Fan: Sample Quantiles in Statistical Packages (1996), definition 7.
/// </summary>
internal static class LinearQuantile
{
    /// <param name="fraction">From 0 to 1.</param>
    /// <param name="count">How many values there are, at least 1.</param>
    /// <param name="valueAt">The value at a rank from 0 to <paramref name="count"/> - 1, ascending.</param>
    public static double Of(double fraction, long count, Func<long, double> valueAt)
    {
        var position = fraction * (count - 1);
        var rank = (long)Math.Floor(position);
        if (rank >= count - 1)
            return valueAt(count - 1);

        var (lower, upper, share) = (valueAt(rank), valueAt(rank + 1), position - rank);
        var step = upper - lower;
        return share < 0.5 ? lower + step * share : upper - step * (1 - share);
    }
}
