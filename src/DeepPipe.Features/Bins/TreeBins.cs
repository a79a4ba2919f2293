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
        TreeBinsConfig config, FeaturePlan features, TargetPlans plans, TableProfile train, IEnumerable<RecordBatch> trainRows)
    {
        var (columns, targets) = Read(features, plans, trainRows, stride: (train.RowCount + MostRows - 1) / MostRows);
        return [.. features.Numbers.Select((number, column) =>
        {
            var profile = train.Numbers[number.Name];
            return (double[])[profile.Minimum, .. Tree(columns[column], targets, plans.Encoded, config.BinRows).Thresholds(config.Count), profile.Maximum];
        })];
    }

    private static NumberTree Tree(List<double> values, List<double>[] targets, IReadOnlyList<TargetColumn> kinds, int leastRows)
    {
        var rows = Enumerable.Range(0, values.Count).Where(row => !double.IsNaN(values[row])).ToArray();
        double[] sorted = [.. rows.Select(row => values[row])];
        System.Array.Sort(sorted, rows);
        ITargetScore[] scores = [.. kinds.Select((kind, column) => Score(kind, [.. rows.Select(row => targets[column][row])], isAlone: kinds.Count == 1))];
        return new NumberTree(sorted, scores is [var only] ? only : new SumOfScores(scores), leastRows);
    }

    private static ITargetScore Score(TargetColumn kind, double[] targets, bool isAlone) => kind.ClassCount > 0
        ? new ClassCounts(targets, kind.ClassCount)
        : new SquaredSum(isAlone ? targets : [.. targets.Select(target => double.IsNaN(target) ? 0 : (target - kind.Mean) / kind.Deviation)]);

    private static (List<double>[] Columns, List<double>[] Targets) Read(
        FeaturePlan features, TargetPlans plans, IEnumerable<RecordBatch> trainRows, long stride)
    {
        var columns = features.Numbers.Select(_ => new List<double>()).ToArray();
        var targets = plans.Encoded.Select(_ => new List<double>()).ToArray();
        var passed = 0L;
        foreach (var batch in trainRows)
        {
            var ofBatch = plans.Values(batch);
            var numbers = features.Numbers.Select(number => CanonicalColumn.Of<DoubleArray>(batch, number.Name)).ToArray();
            for (var row = (int)((stride - passed % stride) % stride); row < batch.Length; row += (int)stride)
            {
                for (var target = 0; target < targets.Length; target++)
                    targets[target].Add(ofBatch[row * targets.Length + target]);
                for (var column = 0; column < columns.Length; column++)
                    columns[column].Add(numbers[column].Values[row]);
            }
            passed += batch.Length;
        }
        return (columns, targets);
    }
}
