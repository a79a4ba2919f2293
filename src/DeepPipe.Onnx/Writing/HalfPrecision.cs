using System.Runtime.InteropServices;
using global::Onnx;
using Google.Protobuf;

namespace DeepPipe.Onnx;

/// <summary>Turns float32 within a graph into float16; its inputs and outputs stay float32, with a cast behind and before them.</summary>
/// <remarks>An operator that has no kernel for float16 on a device is run in float32 by the runtime itself.</remarks>
internal static class HalfPrecision
{
    private const int Float = (int)TensorProto.Types.DataType.Float;
    private const int Float16 = (int)TensorProto.Types.DataType.Float16;

    private const int Factors = 2;      // of Resize, which takes its input and a region before them

    // Operators whose type list has no float16.
    private static readonly HashSet<string> OnlySingle = ["Range", "Celu"];

    internal static void Apply(GraphProto graph)
    {
        var singles = TakesSingle(graph);
        foreach (var tensor in graph.Initializer.Where(tensor => tensor.DataType == Float && !singles.Contains(tensor.Name)))
            Shorten(tensor);
        foreach (var value in graph.ValueInfo.Where(value => value.Type.TensorType?.ElemType == Float && !singles.Contains(value.Name)))
            value.Type.TensorType.ElemType = Float16;

        var nodes = graph.Node.ToList();
        foreach (var node in nodes)
            foreach (var attribute in node.Attribute)
                Shorten(node, attribute);

        var added = new Casts(graph);
        foreach (var input in graph.Input.Where(input => input.Type.TensorType.ElemType == Float))
            added.Behind(nodes, input.Name, Float16);
        foreach (var output in graph.Output.Where(output => output.Type.TensorType.ElemType == Float))
            added.Before(nodes, output.Name, Float);
        foreach (var node in nodes.Where(node => OnlySingle.Contains(node.OpType)).ToList())
            added.Around(nodes, node);
        foreach (var node in nodes.Where(node => FactorsOf(node) is { } factors && !singles.Contains(factors)).ToList())
            added.BeforeInput(nodes, node, Factors);
        graph.Node.Clear();
        graph.Node.Add(nodes);
    }

    // The factors of Resize are float32 whatever is resized; where something else takes the same numbers, they are there twice.
    private static HashSet<string> TakesSingle(GraphProto graph)
    {
        var resizes = graph.Node.Where(node => FactorsOf(node) is not null).GroupBy(node => node.Input[Factors]).ToList();
        var users = graph.Node.SelectMany(node => node.Input).CountBy(name => name).ToDictionary();
        var singles = new HashSet<string>();
        foreach (var (factors, nodes) in resizes.Select(group => (group.Key, group.ToList())))
        {
            if (graph.Initializer.FirstOrDefault(tensor => tensor.Name == factors) is not { } tensor)
                continue;
            var name = factors;
            if (users[factors] > nodes.Count)
            {
                var own = tensor.Clone();
                own.Name = name = $"{factors}/float32";
                graph.Initializer.Add(own);
                nodes.ForEach(node => node.Input[Factors] = name);
            }
            singles.Add(name);
        }
        return singles;
    }

    private static string? FactorsOf(NodeProto node) =>
        node.OpType == "Resize" && node.Input.Count > Factors && node.Input[Factors].Length > 0 ? node.Input[Factors] : null;

    private static void Shorten(NodeProto node, AttributeProto attribute)
    {
        if (attribute.T is { DataType: Float } tensor)
            Shorten(tensor);
        if (node.OpType is "Cast" or "EyeLike" && attribute.Name is "to" or "dtype" && attribute.I == Float)
            attribute.I = Float16;
    }

    // Beyond the range of float16 lies its edge, not infinity: a mask of -1e9 is still a number. Nor does a number become 0 that is none: an
    // epsilon of 1e-12 still keeps a division from 0.
    private static void Shorten(TensorProto tensor)
    {
        var numbers = MemoryMarshal.Cast<byte, float>(tensor.RawData.Span);
        var halves = new Half[numbers.Length];
        for (var index = 0; index < numbers.Length; index++)
        {
            halves[index] = Shorten(numbers[index]);
        }
        tensor.DataType = Float16;
        tensor.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(halves.AsSpan()));
    }

    private static Half Shorten(float number)
    {
        if (!float.IsFinite(number))
            return (Half)number;
        var half = (Half)Math.Clamp(number, (float)Half.MinValue, (float)Half.MaxValue);
        return half == Half.Zero && number != 0 ? (Half)MathF.CopySign((float)Half.Epsilon, number) : half;
    }

    private sealed class Casts(GraphProto graph)
    {
        private int count;

        public void Behind(List<NodeProto> nodes, string input, int type)
        {
            var half = Name(input);
            ValueNames.Rename(nodes, input, half);
            nodes.Insert(0, Cast(input, half, type));
        }

        public void Before(List<NodeProto> nodes, string output, int type)
        {
            var half = Name(output);
            ValueNames.Rename(nodes, output, half);
            nodes.Add(Cast(half, output, type));
        }

        // Float16 goes in as float32, and what comes out is made float16 again.
        public void Around(List<NodeProto> nodes, NodeProto node)
        {
            // Range counts in whole numbers too.
            var isFloat = node.OpType != "Range"
                || node.Input.Any(name => graph.Initializer.Any(tensor => tensor.Name == name && tensor.DataType == Float16))
                || graph.ValueInfo.Any(value => node.Output.Contains(value.Name) && value.Type.TensorType?.ElemType == Float16);
            if (!isFloat)
                return;
            for (var index = 0; index < node.Input.Count; index++)
                BeforeInput(nodes, node, index);
            var (made, raw) = (node.Output[0], Name(node.Output[0]));
            node.Output[0] = raw;
            nodes.Insert(nodes.IndexOf(node) + 1, Cast(raw, made, Float16));
        }

        public void BeforeInput(List<NodeProto> nodes, NodeProto node, int index)
        {
            var single = Name(node.Input[index]);
            nodes.Insert(nodes.IndexOf(node), Cast(node.Input[index], single, Float));
            node.Input[index] = single;
        }

        private string Name(string value) => $"{value}/cast_{count++}";

        private static NodeProto Cast(string from, string to, int type)
        {
            var node = new NodeProto { Name = $"{to}/Cast", OpType = "Cast" };
            node.Input.Add(from);
            node.Output.Add(to);
            node.Attribute.Add(OnnxAttribute.Of(("to", type)));
            return node;
        }
    }
}
