namespace DeepPipe.Features;

/// <summary>
/// A column's quantiles without repetition. Between two edges the level (the share of the train rows below) rises in a straight
/// line; on an edge that several quantiles share it is the middle of theirs.
/// </summary>
internal sealed class QuantileTable
{
    /// <param name="quantiles">Ascending, at equal steps of level from 0 to 1; at least two, the first below the last.</param>
    public QuantileTable(IReadOnlyList<double> quantiles)
    {
        var first = new List<int>();
        for (var index = 0; index < quantiles.Count; index++)
        {
            if (index == 0 || quantiles[index] > quantiles[index - 1])
                first.Add(index);
        }
        first.Add(quantiles.Count);

        var step = 1.0 / (quantiles.Count - 1);
        Edges = [.. first.SkipLast(1).Select(index => quantiles[index])];
        Middles = [.. Edges.Select((_, edge) => 0.5 * step * (first[edge] + first[edge + 1] - 1))];
        Starts = [.. Edges.Select((_, edge) => step * (first[edge + 1] - 1))];
        Slopes = [.. Edges.Select((_, edge) => edge + 1 < Edges.Length ? step / (Edges[edge + 1] - Edges[edge]) : 0)];
    }

    /// <summary>The different quantiles, ascending.</summary>
    public double[] Edges { get; }

    /// <summary>The level of an edge itself.</summary>
    public double[] Middles { get; }

    /// <summary>The level just above an edge.</summary>
    public double[] Starts { get; }

    /// <summary>How fast the level rises from an edge to the next; 0 at the last one.</summary>
    public double[] Slopes { get; }
}
