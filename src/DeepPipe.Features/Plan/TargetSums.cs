namespace DeepPipe.Features;

/// <summary>Sums of a target by fold and code, and the smoothed means out of them.</summary>
/// <param name="codeCount">How many codes there are.</param>
internal sealed class TargetSums(int codeCount)
{
    private readonly Sum[] sums = new Sum[FoldOrder.Count * codeCount];

    public void Add(int fold, long code, double target) => sums[fold * codeCount + code] += new Sum(1, target, target * target);

    public long[] Counts() => [.. OfCodes(without: null).Select(sum => sum.Count)];

    /// <param name="without">The fold whose rows are left out; null for none.</param>
    /// <param name="smooth">See <see cref="TargetEncodingConfig.Smooth"/>.</param>
    /// <param name="isTooRare">Codes that take the mean of all.</param>
    public double[] Means(int? without, double? smooth, IReadOnlyList<bool> isTooRare)
    {
        var codes = OfCodes(without);
        var all = codes.Aggregate(default(Sum), (total, sum) => total + sum);
        return [.. codes.Select((sum, code) => sum.Count == 0 || isTooRare[code] ? all.Mean : Smoothed(sum, all, smooth))];
    }

    private static double Smoothed(Sum own, Sum all, double? smooth)
    {
        if (smooth is { } rows)
            return (own.Total + rows * all.Mean) / (own.Count + rows);
        var weight = own.Count * all.Variance;
        var share = weight / (weight + own.Variance);
        return double.IsNaN(share) ? all.Mean : share * own.Mean + (1 - share) * all.Mean;
    }

    private Sum[] OfCodes(int? without)
    {
        var ofCodes = new Sum[codeCount];
        for (var fold = 0; fold < FoldOrder.Count; fold++)
        {
            for (var code = 0; fold != without && code < codeCount; code++)
                ofCodes[code] += sums[fold * codeCount + code];
        }
        return ofCodes;
    }

    private readonly record struct Sum(long Count, double Total, double Squares)
    {
        public double Mean => Total / Count;

        public double Variance => Math.Max(0, Squares / Count - Mean * Mean);

        public static Sum operator +(Sum left, Sum right) =>
            new(left.Count + right.Count, left.Total + right.Total, left.Squares + right.Squares);
    }
}
