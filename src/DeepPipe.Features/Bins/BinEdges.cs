using DeepPipe.Configuration;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>Brings the edges of bins from the columns' own units to the scale that a network reads.</summary>
internal static class BinEdges
{
    /// <param name="features">The fitted features.</param>
    /// <param name="raw">For each number, edges in its own unit, without gaps.</param>
    /// <returns>For each number, ascending edges without repetition; each is a float32.</returns>
    /// <exception cref="FeatureException">A number is one value in that scale.</exception>
    public static IReadOnlyList<IReadOnlyList<double>> Scaled(FeaturePlan features, IReadOnlyList<double[]> raw)
    {
        if (raw.Count == 0)
            return [];
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        // The numbers alone: of categories and instants there are no rows.
        using var transform = new TableTransform(new FeaturePlan(features.Numbers, [], []));
        var rowCount = raw.Max(edges => edges.Length);
        var cells = new double[rowCount, raw.Count];
        for (var row = 0; row < rowCount; row++)
            for (var number = 0; number < raw.Count; number++)
                cells[row, number] = raw[number][Math.Min(row, raw[number].Length - 1)];
        var scaled = transform.call(tensor(cells), zeros(rowCount, 0, ScalarType.Int64));
        return [.. features.Numbers.Select((number, column) => Distinct(number.Name, scaled.select(1, column).contiguous()))];
    }

    private static double[] Distinct(string name, Tensor edges)
    {
        double[] distinct = [.. edges.data<float>().Select(edge => (double)edge).Distinct().Order()];
        return distinct.Length > 1
            ? distinct
            : throw new FeatureException(
                $"Column \"{name}\": its train rows are all one 32-bit number in the scale that it is brought to, so that it has no bins. "
                + $"Set {KeyPath.Join("features", "columns", name, "scale")} to standard or quantile.");
    }
}
