using global::Onnx;

namespace DeepPipe.Onnx;

/// <summary>Names of values, which are what joins nodes.</summary>
internal static class ValueNames
{
    /// <summary>Renames a value wherever it is made or used.</summary>
    internal static void Rename(IEnumerable<NodeProto> nodes, string from, string to)
    {
        foreach (var node in nodes)
            foreach (var names in (IList<string>[])[node.Input, node.Output])
                for (var index = 0; index < names.Count; index++)
                    if (names[index] == from)
                        names[index] = to;
    }
}
