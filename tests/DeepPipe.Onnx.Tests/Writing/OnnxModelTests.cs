using global::Onnx;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using static TorchSharp.torch;

namespace DeepPipe.Onnx.Tests;

public sealed class OnnxModelTests
{
    [Fact]
    public void Columns_may_be_called_what_a_lookup_would_call_its_values()
    {
        string[] names = ["a", "a/codes", "prediction/codes", "prediction/LabelEncoder"];
        using var example = arange(3, ScalarType.Int64).unsqueeze(1);
        var model = OnnxExporter.Capture(
            [],
            names.Select(_ => example).ToList(),
            inputs => [(inputs[0] + inputs[1] * 2 + inputs[2] * 4 + inputs[3] * 8).remainder(2)],
            new OnnxOptions { InputNames = names, OutputNames = ["prediction"] });
        foreach (var name in names)
            model.TakeText(name, new Dictionary<string, long> { ["yes"] = 1 }, unseen: 0);
        model.GiveText("prediction", ["even", "odd"]);

        using var session = new InferenceSession(Parity.Bytes(model));
        var inputs = names.Select(name => NamedOnnxValue.CreateFromTensor(
            name, new DenseTensor<string>(new[] { name == "a" ? "yes" : "no", name == "a" ? "no" : "yes" }, [2, 1]))).ToList();
        using var results = session.Run(inputs);
        Assert.Equal(["odd", "even"], results[0].AsEnumerable<string>());
        var made = model.Graph.Node.SelectMany(node => node.Output).Concat(names).ToList();
        Assert.Equal(made.Distinct(), made);
    }

    [Fact]
    public void A_tensor_above_two_gigabytes_is_refused()
    {
        using var one = zeros(1);
        using var large = one.expand(600_000, 1000);
        Assert.Equal(
            "The tensor \"weight\" of shape [600000, 1000] takes more than 2 GB, which one tensor of a file cannot hold.",
            Assert.Throws<OnnxExportException>(() => TensorWriter.Write("weight", large)).Message);
    }

    // 5 GB come back to a positive number in the int that the format counts in. The bytes are one array that nobody reads.
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void A_model_above_two_gigabytes_is_refused(int gigabytes)
    {
        var weights = UnsafeByteOperations.UnsafeWrap(GC.AllocateUninitializedArray<byte>(1 << 30));
        var graph = new GraphProto();
        graph.Initializer.Add(Enumerable.Range(0, gigabytes).Select(index => new TensorProto { Name = $"{index}", RawData = weights }));
        var model = new OnnxModel(new ModelProto { Graph = graph }, []);
        var failure = Assert.Throws<OnnxExportException>(() => model.Save(Stream.Null));
        Assert.Equal("The model is larger than 2 GB, which one ONNX file cannot hold. Save it to a path: its weights then lie in a file beside it.", failure.Message);
        Assert.Equal((long)gigabytes << 30, model.ByteCount);
    }
}
