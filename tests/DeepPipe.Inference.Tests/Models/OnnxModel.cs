using System.Runtime.InteropServices;

namespace DeepPipe.Inference.Tests.Models;

/// <summary>Writes small ONNX models (IR 10, opset 21, ml 4), by the field numbers of onnx-ml.proto3.</summary>
public sealed class OnnxModel
{
    public const int Float = 1;
    public const int Integer = 7;
    public const int Text = 8;
    public const int Double = 11;

    private const string MachineLearning = "ai.onnx.ml";
    private readonly Wire graph = new Wire().Text(2, "test");

    public OnnxModel Input(string name, int element, int width = 1) => Add(11, name, element, width);

    public OnnxModel Output(string name, int element, int width = 1) => Add(12, name, element, width);

    public OnnxModel Node(string operation, string[] inputs, string output, params (string Name, long Value)[] attributes) =>
        Node(operation, "", inputs, output, [.. attributes.Select(attribute => Named(attribute.Name, 2).Number(3, attribute.Value))]);

    /// <summary>Looks text up: each key's own number, and one number for every other text.</summary>
    public OnnxModel Lookup(string input, string output, IEnumerable<KeyValuePair<string, float>> values, float otherwise)
    {
        var keys = Named("keys_strings", 8);
        var numbers = Named("values_floats", 6);
        foreach (var (key, value) in values)
        {
            keys.Text(9, key);
            numbers.Single(7, value);
        }
        return Node("LabelEncoder", MachineLearning, [input], output, [keys, numbers, Named("default_float", 1).Single(2, otherwise)]);
    }

    /// <summary>Turns codes into labels.</summary>
    public OnnxModel Labels(string input, string output, IReadOnlyList<string> labels)
    {
        var keys = Named("keys_int64s", 7);
        var texts = Named("values_strings", 8);
        for (var code = 0; code < labels.Count; code++)
        {
            keys.Number(8, code);
            texts.Text(9, labels[code]);
        }
        return Node("LabelEncoder", MachineLearning, [input], output, [keys, texts]);
    }

    public OnnxModel Constant(string name, long[] shape, params double[] values) =>
        Constant(name, Double, shape, MemoryMarshal.AsBytes<double>(values));

    public OnnxModel Constant(string name, long[] shape, params float[] values) =>
        Constant(name, Float, shape, MemoryMarshal.AsBytes<float>(values));

    public OnnxModel Constant(string name, long[] shape, params long[] values) =>
        Constant(name, Integer, shape, MemoryMarshal.AsBytes<long>(values));

    public byte[] ToArray() => new Wire()
        .Number(1, 10)
        .Text(2, "tests")
        .Message(7, graph)
        .Message(8, new Wire().Text(1, "").Number(2, 21))
        .Message(8, new Wire().Text(1, MachineLearning).Number(2, 4))
        .ToArray();

    public void Write(string path) => File.WriteAllBytes(path, ToArray());

    private OnnxModel Constant(string name, int element, long[] shape, ReadOnlySpan<byte> values)
    {
        var tensor = new Wire();
        foreach (var size in shape)
            tensor.Number(1, size);
        graph.Message(5, tensor.Number(2, element).Text(8, name).Bytes(9, values));
        return this;
    }

    private OnnxModel Node(string operation, string domain, string[] inputs, string output, Wire[] attributes)
    {
        var node = new Wire();
        foreach (var input in inputs)
            node.Text(1, input);
        node.Text(2, output).Text(3, output).Text(4, operation);
        foreach (var attribute in attributes)
            node.Message(5, attribute);
        graph.Message(1, node.Text(7, domain));
        return this;
    }

    private static Wire Named(string name, int type) => new Wire().Text(1, name).Number(20, type);

    private OnnxModel Add(int field, string name, int element, int width)
    {
        var shape = new Wire()
            .Message(1, new Wire().Text(2, "rows"))
            .Message(1, new Wire().Number(1, width));
        graph.Message(field, new Wire().Text(1, name).Message(2, new Wire().Message(1, new Wire().Number(1, element).Message(2, shape))));
        return this;
    }
}
