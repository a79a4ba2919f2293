using global::Onnx;

namespace DeepPipe.Onnx;

/// <summary>Takes out nodes and initialisers that no output needs.</summary>
internal static class DeadNodes
{
    internal static void Remove(GraphProto graph)
    {
        var outputs = graph.Output.Select(output => output.Name).ToList();
        var kept = Alive(graph.Node, outputs);
        var needed = kept.SelectMany(node => node.Input).Concat(outputs).ToHashSet();
        graph.Node.Clear();
        graph.Node.Add(kept);

        var initializers = graph.Initializer.Where(initializer => needed.Contains(initializer.Name)).ToList();
        graph.Initializer.Clear();
        graph.Initializer.Add(initializers);
    }

    private static List<NodeProto> Alive(IEnumerable<NodeProto> nodes, IEnumerable<string> outputs)
    {
        var needed = outputs.ToHashSet();
        var alive = new List<NodeProto>();
        foreach (var node in nodes.Reverse())
        {
            if (!node.Output.Any(needed.Contains))
                continue;
            alive.Add(node);
            needed.UnionWith(node.Input);
        }
        alive.Reverse();
        return alive;
    }
}
