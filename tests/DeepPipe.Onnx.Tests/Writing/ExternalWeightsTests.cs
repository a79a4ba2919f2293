using Microsoft.ML.OnnxRuntime;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepPipe.Onnx.Tests;

public sealed class ExternalWeightsTests : IDisposable
{
    private static readonly OnnxOptions Outside = new() { ExternalWeightBytes = 0 };

    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    private string ModelPath => Path.Combine(folder, "model.onnx");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Weights_outside_the_file_give_the_same_answers_and_lie_aligned()
    {
        using var scope = NewDisposeScope();
        using var network = Sequential(("first", Linear(30, 50)), ("second", Linear(50, 20)));
        var example = randn(3, 30);
        OnnxExporter.Export(network, example, ModelPath, Outside);

        using (var session = new InferenceSession(ModelPath))
            Parity.Agrees(session, [example], [network.call(example)]);
        var tensors = global::Onnx.ModelProto.Parser.ParseFrom(File.ReadAllBytes(ModelPath)).Graph.Initializer
            .Where(tensor => tensor.ExternalData.Count > 0).ToList();
        Assert.Equal(["first.weight", "second.weight"], tensors.Select(tensor => tensor.Name));
        Assert.All(tensors, tensor => Assert.Equal(0, long.Parse(tensor.ExternalData[1].Value, System.Globalization.CultureInfo.InvariantCulture) % 4096));
        Assert.Equal(2, Directory.GetFiles(folder).Length);
    }

    [Fact]
    public void A_new_model_takes_the_place_of_the_old_and_of_its_weights()
    {
        using var scope = NewDisposeScope();
        using var first = Linear(30, 50);
        using var second = Linear(30, 50);
        File.WriteAllText(Path.Combine(folder, "model.onnx.notes.weights"), "somebody's own");
        OnnxExporter.Export(first, ones(2, 30), ModelPath, Outside);
        OnnxExporter.Export(second, ones(2, 30), ModelPath, Outside);
        Assert.Equal(3, Directory.GetFiles(folder).Length);
        using (var session = new InferenceSession(ModelPath))
            Parity.Agrees(session, [ones(2, 30)], [second.call(ones(2, 30))]);

        OnnxExporter.Export(second, ones(2, 30), ModelPath);
        Assert.Equal(["model.onnx", "model.onnx.notes.weights"], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_model_that_is_refused_leaves_the_old_one_and_its_weights()
    {
        using var scope = NewDisposeScope();
        using var first = Linear(30, 50);
        using var second = Linear(30, 50);
        OnnxExporter.Export(first, ones(2, 30), ModelPath, Outside);
        var before = Directory.GetFiles(folder).Order(StringComparer.Ordinal).ToList();
        foreach (var network in new[] { first, second })
        {
            Assert.Throws<OnnxExportException>(
                () => OnnxExporter.Export(network, ones(2, 30), ModelPath, Outside with { Verify = _ => "no" }));
            Assert.Equal(before, Directory.GetFiles(folder).Order(StringComparer.Ordinal));
        }
        using var session = new InferenceSession(ModelPath);
        Parity.Agrees(session, [ones(2, 30)], [first.call(ones(2, 30))]);
    }
}
