using Apache.Arrow;
using DeepPipe.Statistics;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>Fits <see cref="TreeBinsConfig"/>. Rows without a number are left out of its tree.</summary>
internal static class TreeBins
{
    private const int MostRows = 1 << 20;

    /// <returns>For each number, edges in its own unit: its smallest value, where the tree splits, its largest value.</returns>
    public static IReadOnlyList<double[]> Fit(
        TreeBinsConfig config, FeaturePlan features, TargetPlan target, TableProfile train, IEnumerable<RecordBatch> trainRows)
    {
        var (columns, targets) = Read(features, target, trainRows, stride: (train.RowCount + MostRows - 1) / MostRows);
        var classCount = target is ClassTarget classes ? classes.Classes.Count : 0;
        return [.. features.Numbers.Select((number, column) =>
        {
            var profile = train.Numbers[number.Name];
            return (double[])[profile.Minimum, .. Tree(columns[column], targets, classCount, config.BinRows).Thresholds(config.Count), profile.Maximum];
        })];
    }

    private static NumberTree Tree(List<double> values, List<double> targets, int classCount, int leastRows)
    {
        var rows = Enumerable.Range(0, values.Count).Where(row => !double.IsNaN(values[row])).ToArray();
        double[] sorted = [.. rows.Select(row => values[row])];
        double[] ofSorted = [.. rows.Select(row => targets[row])];
        System.Array.Sort(sorted, ofSorted);
        return new NumberTree(sorted, classCount == 0 ? new SquaredSum(ofSorted) : new ClassCounts(ofSorted, classCount), leastRows);
    }

    private static (List<double>[] Columns, List<double> Targets) Read(
        FeaturePlan features, TargetPlan target, IEnumerable<RecordBatch> trainRows, long stride)
    {
        var columns = features.Numbers.Select(_ => new List<double>()).ToArray();
        var targets = new List<double>();
        var passed = 0L;
        foreach (var batch in trainRows)
        {
            using var encoded = target.Encode(batch);
            using var converted = encoded.to(ScalarType.Float64);
            var ofBatch = converted.data<double>().ToArray();
            var numbers = features.Numbers.Select(number => CanonicalColumn.Of<DoubleArray>(batch, number.Name)).ToArray();
            for (var row = (int)((stride - passed % stride) % stride); row < batch.Length; row += (int)stride)
            {
                targets.Add(ofBatch[row]);
                for (var column = 0; column < columns.Length; column++)
                    columns[column].Add(numbers[column].Values[row]);
            }
            passed += batch.Length;
        }
        return (columns, targets);
    }
}
