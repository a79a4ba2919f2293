using global::Onnx;
using Google.Protobuf;

namespace DeepPipe.Onnx;

/// <summary>Turns matrices once and for all that the graph would turn each time: <c>x @ weight.t()</c> of more than two dimensions.</summary>
/// <remarks>A matrix that is used as it lies as well is left, or it would be in the file twice.</remarks>
internal static class FoldedTransposes
{
    internal static void Fold(GraphProto graph)
    {
        var initializers = graph.Initializer.ToDictionary(tensor => tensor.Name);
        var users = graph.Node.SelectMany(node => node.Input).CountBy(name => name).ToDictionary();
        foreach (var node in graph.Node.Where(node => node.OpType == "Transpose").ToList())
        {
            if (!initializers.TryGetValue(node.Input[0], out var matrix) || matrix.Dims.Count != 2 || users[matrix.Name] > 1
                || !node.Attribute.All(order => order.Ints.SequenceEqual([1L, 0L])))
                continue;
            var name = $"{matrix.Name}.t";
            if (initializers.ContainsKey(name) || graph.Output.Any(output => output.Name == node.Output[0]))
                continue;
            Turn(matrix);
            matrix.Name = name;
            ValueNames.Rename(graph.Node, node.Output[0], name);
            graph.Node.Remove(node);
        }
    }

    private static void Turn(TensorProto matrix)
    {
        var (rows, columns) = ((int)matrix.Dims[0], (int)matrix.Dims[1]);
        var source = matrix.RawData.Span;
        var turned = new byte[source.Length];
        var width = rows == 0 || columns == 0 ? 0 : source.Length / rows / columns;
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
                source.Slice(((row * columns) + column) * width, width).CopyTo(turned.AsSpan(((column * rows) + row) * width));
        }
        (matrix.Dims[0], matrix.Dims[1]) = (columns, rows);
        matrix.RawData = UnsafeByteOperations.UnsafeWrap(turned);
    }
}
