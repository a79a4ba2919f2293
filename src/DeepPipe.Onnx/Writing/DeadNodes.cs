using global::Onnx;

namespace DeepPipe.Onnx;

/// <summary>Takes out nodes and initialisers that no output needs.</summary>
internal static class DeadNodes
{
    internal static void Remove(GraphProto graph)
    {
        var needed = graph.Output.Select(output => output.Name).ToHashSet();
        var kept = new List<NodeProto>();
        foreach (var node in graph.Node.Reverse())
            if (node.Output.Any(needed.Contains))
            {
                kept.Add(node);
                needed.UnionWith(node.Input);
            }
        kept.Reverse();
        graph.Node.Clear();
        graph.Node.Add(kept);

        var initializers = graph.Initializer.Where(initializer => needed.Contains(initializer.Name)).ToList();
        graph.Initializer.Clear();
        graph.Initializer.Add(initializers);
    }
}
