namespace DeepPipe.Onnx;

/// <summary>Holds a capture at sizes that the merged graph was not made from against it.</summary>
internal sealed class SmallSizes
{
    private readonly CapturedGraph merged;
    private readonly CapturedGraph found;
    private readonly Dictionary<string, long> sizes;
    private readonly Dictionary<string, GraphValue> values;

    private SmallSizes(CapturedGraph merged, CapturedGraph found, Dictionary<string, long> sizes)
    {
        (this.merged, this.found, this.sizes) = (merged, found, sizes);
        values = found.Leaves.Concat(found.Nodes.SelectMany(node => node.Results)).DistinctBy(value => value.Name).ToDictionary(value => value.Name);
    }

    /// <summary>What the forward does otherwise, as the rest of a sentence; null where operations, numbers and ranks are as the graph says.</summary>
    /// <param name="merged">The merged captures.</param>
    /// <param name="found">The capture at other sizes.</param>
    /// <param name="sizes">Its sizes, by the names of the dynamic dimensions.</param>
    internal static string? Difference(CapturedGraph merged, CapturedGraph found, Dictionary<string, long> sizes) =>
        new SmallSizes(merged, found, sizes).Difference();

    private string? Difference()
    {
        var (nodes, others) = (Telling(merged), Telling(found));
        foreach (var (node, other) in nodes.Zip(others))
        {
            if (node is { Kind: "aten::slice" } && other is { Kind: "aten::alias" })
                continue;           // a slice of all there is
            if (node.Kind != other.Kind)
                return $"the forward runs {other.Kind} in {other.Place} where it runs {node.Kind} else";
            foreach (var (operand, now) in node.Operands.Zip(other.Operands))
            {
                if (Differs(operand, now))
                    return $"the forward calls {node.Kind} in {node.Place} with {now} where the graph has {operand}";
            }
            if (node.Results.Zip(other.Results).Any(pair => pair.First.Type?.Rank != pair.Second.Type?.Rank))
                return $"{node.Kind} in {node.Place} gives {Ranks(other)} dimensions where it gives {Ranks(node)} else";
        }
        return nodes.Count == others.Count ? null : $"the forward runs {others.Count} operations where it runs {nodes.Count} else";
    }

    private bool Differs(Operand operand, Operand now) => (operand, now) switch
    {
        (Operand.Int { Number: var number }, Operand.Int { Number: var other }) => At(number) is { } expected && expected != other.Offset,
        (Operand.Float { Number: var number }, Operand.Float { Number: var other }) => !number.Equals(other),
        (Operand.Value { Source.Leaf: GraphLeaf.State state }, Operand.Value { Source.Leaf: GraphLeaf.State other }) => state.Name != other.Name,
        (Operand.List list, Operand.List other) =>
            list.Items.Count != other.Items.Count || list.Items.Zip(other.Items).Any(pair => Differs(pair.First, pair.Second)),
        _ => false,
    };

    // Null where a value of the graph is not in the capture.
    private long? At(Size size) => size.Terms.Aggregate((long?)size.Offset, (sum, term) =>
        sum + term.Product.Aggregate((long?)term.Factor, (product, dimension) => product * At(dimension)));

    private long? At(Dimension dimension) => dimension switch
    {
        Dimension.OfInput input => sizes[input.Name],
        Dimension.OfValue inner => values.GetValueOrDefault(inner.Value.Name)?.Type is { } type && inner.Axis < type.Rank ? type.Shape[inner.Axis].Offset : null,
        Dimension.Quotient quotient => At(quotient.Dividend) is { } dividend ? (long)Math.Floor((double)dividend / quotient.Divisor) : null,
        _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, null),
    };

    // What has a dimension of 1 lies in order more often, which changes no value.
    private static List<GraphNode> Telling(CapturedGraph graph) => [.. graph.Nodes.Where(node => node.Kind != "aten::contiguous")];

    private static string Ranks(GraphNode node) => string.Join(" and ", node.Results.Select(result => result.Type?.Rank));
}
