using System.Globalization;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Makes one graph of several captures of one pass: numbers that moved with the sizes become formulas.</summary>
/// <remarks>What stays different is an error that names the operation and its module: it would be frozen into the export.</remarks>
internal sealed class GraphMerge
{
    private readonly CaptureSizes sizes;
    private readonly SizeFormulas formulas;
    private readonly IReadOnlyList<CapturedGraph> bySize;
    private readonly IReadOnlyList<CapturedGraph> otherValues;
    private readonly Dictionary<string, GraphValue> values = [];

    private GraphMerge(CaptureSizes sizes, IReadOnlyList<CapturedGraph> bySize, IReadOnlyList<CapturedGraph> otherValues)
    {
        this.sizes = sizes;
        this.bySize = bySize;
        this.otherValues = otherValues;
        formulas = new SizeFormulas(sizes.Dimensions, sizes.Assignments);
    }

    /// <param name="sizes">The sizes of the dynamic dimensions in each capture.</param>
    /// <param name="bySize">The captures. The first one's constants become those of the result; the caller disposes the others'.</param>
    /// <param name="otherValues">Captures of the first sizes with other values.</param>
    /// <param name="divided">The dimensions that a formula divides, which more observations might contradict.</param>
    internal static CapturedGraph Merge(
        CaptureSizes sizes, IReadOnlyList<CapturedGraph> bySize, IReadOnlyList<CapturedGraph> otherValues, out IReadOnlySet<string> divided)
    {
        var merge = new GraphMerge(sizes, bySize, otherValues);
        var merged = merge.Merge();
        divided = merge.formulas.Divided;
        return merged;
    }

    private CapturedGraph Merge()
    {
        var first = bySize[0];
        foreach (var other in otherValues)
            RequireSameStructure(first, other, "other values: the forward branches on data, which a graph cannot");
        for (var capture = 1; capture < bySize.Count; capture++)
            RequireSameStructure(first, bySize[capture], $"{sizes.Describe(capture)}: the forward branches on a size");

        for (var index = 0; index < first.Leaves.Count; index++)
            MergeLeaf(index);
        var nodes = first.Nodes.Select((_, index) => MergeNode(index)).ToList();
        return new CapturedGraph(
            nodes, first.Outputs.Select(output => values[output.Name]).ToList(), first.Leaves.Select(leaf => values[leaf.Name]).ToList());
    }

    private static void RequireSameStructure(CapturedGraph first, CapturedGraph other, string cause)
    {
        foreach (var (node, same) in first.Nodes.Zip(other.Nodes))
        {
            if (node.Kind != same.Kind || node.Operands.Count != same.Operands.Count)
                throw new OnnxExportException(
                    $"The forward pass ran {node.Description} where it ran {same.Description} with {cause}.");
            if (node.Results.Count != same.Results.Count)
                throw new OnnxExportException(
                    $"{MakerOf(first, node).Description} gave {node.Results.Count} tensors, and {same.Results.Count} with {cause}.");
        }
        if (first.Nodes.Count != other.Nodes.Count || first.Leaves.Count != other.Leaves.Count)
            throw new OnnxExportException(
                $"The forward pass ran {first.Nodes.Count} operations, and {other.Nodes.Count} with {cause}.");
    }

    // A list is taken apart by a node of its own; what made the list says more.
    private static GraphNode MakerOf(CapturedGraph graph, GraphNode node) =>
        node is { Kind: "prim::ListUnpack", Operands: [Operand.Value list] }
            ? graph.Nodes.First(other => other.Results.Contains(list.Source))
            : node;

    private void MergeLeaf(int index)
    {
        var leaf = bySize[0].Leaves[index];
        var others = bySize.Skip(1).Concat(otherValues).Select(graph => graph.Leaves[index]);
        if (leaf.Leaf is GraphLeaf.Constant { Tensor: var tensor })
            foreach (var other in others)
                if (!SameBits(tensor, ((GraphLeaf.Constant)other.Leaf!).Tensor))
                    throw new OnnxExportException(
                        $"A tensor {leaf.Type} that is neither parameter nor buffer changes with the input; {UserOf(leaf)} uses it. Make it "
                        + "from the input by tensor operations, or register it as a buffer.");
        AddValue(leaf, graph => graph.Leaves[index]);
    }

    private string UserOf(GraphValue leaf) =>
        CapturedConstants.UserOf(leaf, bySize[0]) is { } user ? $"{user.Kind} in {user.Place}" : "an output";

    private static bool SameBits(Tensor first, Tensor second)
    {
        using var scope = NewDisposeScope();
        return first.dtype == second.dtype && first.shape.SequenceEqual(second.shape)
            && first.cpu().contiguous().bytes.SequenceEqual(second.cpu().contiguous().bytes);
    }

    private GraphNode MergeNode(int index)
    {
        var node = bySize[0].Nodes[index];
        var operands = node.Operands
            .Select((_, position) => MergeOperand(
                node, bySize.Concat(otherValues).Select(graph => graph.Nodes[index].Operands[position]).ToList())).ToList();
        for (var result = 0; result < node.Results.Count; result++)
            AddValue(node.Results[result], graph => graph.Nodes[index].Results[result], node);
        return node with { Operands = operands, Results = node.Results.Select(value => values[value.Name]).ToList() };
    }

    // Behind the operands by size are those of the captures with other values, at the first size.
    private Operand MergeOperand(GraphNode node, IReadOnlyList<Operand> all)
    {
        switch (all[0])
        {
            case Operand.Value value when all.All(other => other is Operand.Value same && same.Source.Name == value.Source.Name):
                return new Operand.Value(values[value.Source.Name]);
            case Operand.List list when all.All(other => other is Operand.List same && same.Items.Count == list.Items.Count):
                return new Operand.List(list.Items.Select((_, position) =>
                    MergeOperand(node, all.Select(other => ((Operand.List)other).Items[position]).ToList())).ToList());
            case Operand.Int when all.All(other => other is Operand.Int):
                return new Operand.Int(Explain(node, all.Select(other => ((Operand.Int)other).Number.Offset).ToList()));
            case Operand.Float first when all.All(other => other is Operand.Float):
                return MergeFloats(node, first, all.Select(other => ((Operand.Float)other).Number).ToList());
            case var first when all.All(other => other == first):
                return first;
            default:
                throw new OnnxExportException(
                    $"{node.Description} was called with {string.Join(", ", all.Select(Told).Distinct())} as the input changed. A value that steers the "
                    + "forward pass from outside the graph (item(), an if on data) cannot be exported.");
        }
    }

    // Two weights of one shape are told apart by their names.
    private static string Told(Operand operand) =>
        operand is Operand.Value { Source.Leaf: GraphLeaf.State state } ? $"\"{state.Name}\"" : operand.ToString()!;

    private Operand MergeFloats(GraphNode node, Operand.Float first, IReadOnlyList<double> numbers)
    {
        if (numbers.All(number => number.Equals(first.Number)))
            return first;
        RequireSameAtOtherValues(node, numbers);
        var bySizes = numbers.Take(bySize.Count).ToArray();
        if (numbers.All(double.IsInteger))
            return new Operand.Int(Explain(node, numbers.Select(number => (long)number).ToList()));
        foreach (var exponent in Operand.Power.Exponents)
        {
            var bases = bySizes.Select(number => (long)Math.Round(Math.Pow(number, 1 / exponent))).ToArray();
            var isPower = bases.Zip(bySizes).All(pair => Math.Abs(Math.Pow(pair.First, exponent) - pair.Second) <= 1e-6 * Math.Abs(pair.Second));
            if (isPower && formulas.ExplainNumber(bases) is { } size)
                return new Operand.Power(size, exponent);
        }
        throw Unexplained(node, string.Join(", ", bySizes.Select(number => number.ToString("R", CultureInfo.InvariantCulture))));
    }

    private Size Explain(GraphNode node, IReadOnlyList<long> numbers)
    {
        var bySizes = numbers.Take(bySize.Count).ToArray();
        RequireSameAtOtherValues(node, numbers);
        return formulas.ExplainNumber(bySizes) ?? throw Unexplained(node, string.Join(", ", bySizes));
    }

    private void RequireSameAtOtherValues<T>(GraphNode node, IReadOnlyList<T> numbers) where T : IEquatable<T>
    {
        foreach (var other in numbers.Skip(bySize.Count).Where(other => !other.Equals(numbers[0])))
            throw new OnnxExportException(string.Create(
                CultureInfo.InvariantCulture,
                $"{node.Description} was called with the number {numbers[0]}, and with {other} at other values of the input: "
                + $"a number read from data (item()) cannot be exported."));
    }

    private OnnxExportException Unexplained(GraphNode node, string numbers) =>
        new($"{node.Description}: a number was {numbers} at {sizes.Describe()}, which no formula explains. Let what this module "
            + "computes not depend on that size, or take the size from a tensor's shape by whole-number arithmetic.");

    private void AddValue(GraphValue value, Func<CapturedGraph, GraphValue> find, GraphNode? node = null)
    {
        var types = bySize.Select(graph => find(graph).Type).ToList();
        values[value.Name] = Merged(value, types, node);
    }

    private GraphValue Merged(GraphValue value, IReadOnlyList<TensorType?> types, GraphNode? node)
    {
        if (types[0] is not { } first)
            return new GraphValue(value.Name, null, value.Leaf);
        if (types.Any(type => type is null || type.Element != first.Element || type.Rank != first.Rank))
            throw new OnnxExportException(
                $"{node?.Description ?? "An input"} changes its type or rank with the sizes of the dynamic dimensions.");
        var merged = new GraphValue(value.Name, first with { Shape = new Size[first.Rank] }, value.Leaf);
        var shape = (Size[])merged.Type!.Shape;
        for (var axis = 0; axis < shape.Length; axis++)
        {
            var numbers = types.Select(type => type!.Shape[axis].Offset).ToArray();
            shape[axis] = formulas.ExplainShape(numbers) ?? formulas.Declare(new Dimension.OfValue(merged, axis), numbers);
        }
        return merged;
    }
}
