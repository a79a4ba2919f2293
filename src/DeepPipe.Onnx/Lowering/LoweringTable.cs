namespace DeepPipe.Onnx;

/// <summary>Which lowering serves which ATen operation.</summary>
internal static class LoweringTable
{
    private static readonly Dictionary<string, Lowering> Known = new[]
    {
        ArithmeticLowerings.All, ComparisonLowerings.All, ActivationLowerings.All, LinearLowerings.All, NormalizationLowerings.All,
        ConvolutionLowerings.All, PoolingLowerings.All, AdaptivePoolingLowerings.All, PaddingLowerings.All, InterpolationLowerings.All,
        ImageLowerings.All, EmbeddingLowerings.All, RecurrentLowerings.All, AttentionLowerings.All, NormLowerings.All, LossLowerings.All,
        ReductionLowerings.All, ShapeLowerings.All, IndexingLowerings.All, IndexingLowerings.Refused, SearchLowerings.All, CreationLowerings.All,
        WriteLowerings.All, ProductLowerings.All, ArrangementLowerings.All, DiagonalLowerings.All, JoiningLowerings.All,
        ScatterLowerings.All, FunctionLowerings.All, StatisticLowerings.All, OrderLowerings.All,
        QuantileLowerings.All, IntegralLowerings.All, CombinationLowerings.All, TableLowerings.All, BitLowerings.All, GammaLowerings.All, SpecialLowerings.All,
    }.SelectMany(group => group).ToDictionary(entry => entry.Key, entry => entry.Value);

    /// <summary>The operations that have a lowering.</summary>
    internal static IReadOnlyCollection<string> Kinds => Known.Keys;

    /// <param name="node">The operation.</param>
    /// <param name="own">The user's lowerings; they come first.</param>
    /// <exception cref="OnnxExportException">The operation is not known; the message names the nearest that are.</exception>
    internal static Lowering Find(GraphNode node, IReadOnlyDictionary<string, Lowering> own) =>
        own.TryGetValue(node.Kind, out var lowering) || Known.TryGetValue(node.Kind, out lowering)
            ? lowering
            : throw new OnnxExportException(Unknown(node));

    private static string Unknown(GraphNode node) =>
        $"{node.Description} has no lowering to ONNX. The nearest operations that have one: {string.Join(", ", Nearest(node.Kind))}. "
        + $"Write the module with these, or add a lowering: options.Lower(\"{node.Kind}\", ...).";

    private static IEnumerable<string> Nearest(string kind) =>
        Known.Keys.OrderBy(known => Distance(kind.TrimEnd('_'), known)).ThenBy(known => known, StringComparer.Ordinal).Take(3);

    // Levenshtein's distance, one row at a time.
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (from[i - 1] == to[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[to.Length];
    }
}
