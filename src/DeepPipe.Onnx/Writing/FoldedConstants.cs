using global::Onnx;

namespace DeepPipe.Onnx;

/// <summary>Works out once and for all what nodes make of constants and weights alone.</summary>
/// <remarks>A node is kept where a weight would be in the file twice, or the file grow by more than a little.</remarks>
internal static class FoldedConstants
{
    private const int SmallBytes = 1 << 16;

    internal static void Fold(GraphProto graph)
    {
        var known = graph.Initializer.ToDictionary(tensor => tensor.Name);
        var weights = known.Keys.Where(name => !name.StartsWith(OnnxGraphBuilder.ConstantPrefix, StringComparison.Ordinal)).ToHashSet();
        var outputs = graph.Output.Select(output => output.Name).ToHashSet();
        var users = graph.Node.SelectMany(node => node.Input.Distinct()).CountBy(name => name).ToDictionary();
        var kept = new List<NodeProto>();
        foreach (var node in graph.Node)
        {
            if (Result(node) is { } result)
                known.Add(result.Name, result);
            else
                kept.Add(node);
        }
        if (kept.Count == graph.Node.Count)
            return;
        graph.Node.Clear();
        graph.Node.Add(kept);
        graph.Initializer.Clear();
        graph.Initializer.Add(known.Values);
        DeadNodes.Remove(graph);

        TensorProto? Result(NodeProto node)
        {
            if (node.Domain.Length > 0 || node.Input.Count == 0 || !node.Input.All(known.ContainsKey)
                || node.Output is not [var output] || outputs.Contains(output))
                return null;
            var inputs = node.Input.Select(name => known[name]).ToList();
            var result = ConstantOperations.Evaluate(node, inputs);
            if (result is null || !(Replaces(result, inputs) || IsSmallAndNoWeight(result, inputs)))
                return null;
            result.Name = output;
            return result;
        }

        bool IsNeededElsewhere(TensorProto tensor) => outputs.Contains(tensor.Name) || users[tensor.Name] > 1;

        bool Replaces(TensorProto result, IReadOnlyList<TensorProto> inputs) =>
            result.RawData.Length <= inputs.Sum(input => IsNeededElsewhere(input) ? 0L : input.RawData.Length);

        bool IsSmallAndNoWeight(TensorProto result, IReadOnlyList<TensorProto> inputs) =>
            result.RawData.Length <= SmallBytes && !inputs.Any(input => weights.Contains(input.Name) && IsNeededElsewhere(input));
    }
}
