using global::Onnx;
using Google.Protobuf;

namespace DeepPipe.Onnx;

/// <summary>A model in ONNX's form, before it is written.</summary>
public sealed class OnnxModel
{
    private const string MachineLearning = "ai.onnx.ml";
    private readonly ModelProto proto;

    internal OnnxModel(ModelProto proto, IReadOnlyList<string> notes) => (this.proto, Notes) = (proto, notes);

    /// <summary>What a user should know of the export, a sentence each: tensors without a name whose bits were taken; dimensions of 1 at
    /// which the forward does something else.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The names of the inputs.</summary>
    public IReadOnlyList<string> Inputs => proto.Graph.Input.Select(input => input.Name).ToList();

    /// <summary>The names of the outputs.</summary>
    public IReadOnlyList<string> Outputs => proto.Graph.Output.Select(output => output.Name).ToList();

    /// <summary>The number of nodes.</summary>
    public int NodeCount => proto.Graph.Node.Count;

    /// <summary>The size of the file, in bytes.</summary>
    /// <remarks>Above 2 GB, which one file cannot hold, the weights alone.</remarks>
    public long ByteCount => WeightBytes > int.MaxValue ? WeightBytes : Math.Max(WeightBytes, proto.CalculateSize());

    // The format counts in int, which wraps.
    internal long WeightBytes => proto.Graph.Initializer.Sum(initializer => (long)initializer.RawData.Length);

    internal GraphProto Graph => proto.Graph;

    internal IReadOnlyList<TensorProto> Initializers => proto.Graph.Initializer;

    /// <summary>The same model with some of its weights in a file; the bytes of the others are shared.</summary>
    internal OnnxModel WithWeightsIn(string fileName, IReadOnlyDictionary<string, long> offsets)
    {
        var outside = proto.Clone();
        foreach (var tensor in outside.Graph.Initializer)
            if (offsets.TryGetValue(tensor.Name, out var offset))
                ExternalWeights.Point(tensor, fileName, offset);
        return new OnnxModel(outside, Notes);
    }

    /// <summary>Writes the model to a file, in one step; weights of 1.9 GB and more into a second one beside it.</summary>
    /// <param name="path">The file; what is there is replaced once the model is written in full.</param>
    public void Save(string path) => ModelFile.Write(this, path, new OnnxOptions().ExternalWeightBytes, verify: null);

    /// <summary>Lets an input of codes take text instead: a lookup before the graph.</summary>
    /// <param name="input">The name of an input of int64.</param>
    /// <param name="codes">The code of each known text.</param>
    /// <param name="unseen">The code of every other text.</param>
    public void TakeText(string input, IReadOnlyDictionary<string, long> codes, long unseen)
    {
        var described = proto.Graph.Input.Single(value => value.Name == input);
        described.Type.TensorType.ElemType = (int)TensorProto.Types.DataType.String;
        var coded = Free($"{input}/codes");
        ValueNames.Rename(proto.Graph.Node, input, coded);

        var lookup = Lookup(input, coded, ("default_int64", unseen));
        lookup.Attribute.Add(OnnxAttribute.Of(("keys_strings", codes.Keys.ToList())));
        lookup.Attribute.Add(OnnxAttribute.Of(("values_int64s", codes.Values.ToList())));
        proto.Graph.Node.Insert(0, lookup);
    }

    /// <summary>Lets an output of codes give text instead: a lookup behind the graph.</summary>
    /// <param name="output">The name of an output of int64.</param>
    /// <param name="labels">The text of code 0, 1, ...</param>
    public void GiveText(string output, IReadOnlyList<string> labels)
    {
        var described = proto.Graph.Output.Single(value => value.Name == output);
        described.Type.TensorType.ElemType = (int)TensorProto.Types.DataType.String;
        var coded = Free($"{output}/codes");
        ValueNames.Rename(proto.Graph.Node, output, coded);
        var lookup = Lookup(coded, output, ("default_string", ""));
        lookup.Attribute.Add(OnnxAttribute.Of(("keys_int64s", Enumerable.Range(0, labels.Count).Select(code => (long)code).ToList())));
        lookup.Attribute.Add(OnnxAttribute.Of(("values_strings", labels.ToList())));
        proto.Graph.Node.Add(lookup);
    }

    /// <summary>Writes the file's bytes.</summary>
    /// <exception cref="OnnxExportException">The model is larger than the 2 GB that one file can hold.</exception>
    public void Save(Stream stream)
    {
        if (WeightBytes > int.MaxValue || proto.CalculateSize() is < 0 or int.MaxValue)
            throw new OnnxExportException("The model is larger than 2 GB, which one ONNX file cannot hold. Save it to a path: its weights then lie in a file beside it.");
        proto.WriteTo(stream);
    }

    private string Free(string wanted)
    {
        var graph = proto.Graph;
        var taken = graph.Input.Concat(graph.Output).Select(value => value.Name)
            .Concat(graph.Initializer.Select(initializer => initializer.Name))
            .Concat(graph.Node.SelectMany(node => node.Output.Append(node.Name))).ToHashSet();
        var name = wanted;
        for (var number = 1; taken.Contains(name); number++)
            name = $"{wanted}_{number}";
        return name;
    }

    private NodeProto Lookup(string input, string output, (string, object) otherwise)
    {
        var node = new NodeProto { Name = Free($"{output}/LabelEncoder"), OpType = "LabelEncoder", Domain = MachineLearning };
        node.Input.Add(input);
        node.Output.Add(output);
        node.Attribute.Add(OnnxAttribute.Of(otherwise));
        return node;
    }
}
