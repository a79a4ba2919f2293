using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepPipe.Onnx.Tests;

/// <summary>Networks beside what PyTorch's own exporter makes of them (scripts/fixtures/onnx_nodes.py).</summary>
public sealed class NodeCountTests
{
    private static readonly IReadOnlyDictionary<string, int> Theirs = Read();

    private static readonly IReadOnlyDictionary<string, Func<OnnxModel>> Ours = new Dictionary<string, Func<OnnxModel>>
    {
        ["mlp"] = () => Capture(Sequential(Linear(8, 32), ReLU(), Linear(32, 32), ReLU(), Linear(32, 3)), rand(2, 8), time: false),
        ["vgg"] = () => Capture(ImageNetworks.Vgg(isNormalized: true), rand(2, 3, 48, 48), time: false),
        ["resnet"] = () => Capture(new ImageNetworks.Residual(hasBottleneck: false), rand(2, 3, 48, 48), time: false),
        ["tagger"] = () => Capture(new TextNetworks.Tagger(), Tokens(), time: true),
        ["gpt"] = () => Capture(new TextNetworks.Gpt(isFused: false), Tokens(), time: true),
        ["bert"] = CaptureBert,
    };

    public static TheoryData<string> Networks() => new(Theirs.Keys);

    [Theory, MemberData(nameof(Networks))]
    public void A_graph_has_hardly_more_nodes_than_pytorch_makes_of_the_network(string name)
    {
        using var scope = NewDisposeScope();
        var graph = Ours[name]().Graph;
        Assert.True(
            graph.Node.Count <= (1.1 * Theirs[name]) + 2,
            $"{graph.Node.Count} nodes, PyTorch {Theirs[name]}: "
                + string.Join(", ", graph.Node.CountBy(node => node.OpType).OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key} {pair.Value}")));
    }

    private static OnnxModel Capture(Module<Tensor, Tensor> network, Tensor example, bool time)
    {
        using (network)
            return OnnxExporter.Capture([("", network)], [example], inputs => [network.call(inputs[0])], Dynamic(1, time));
    }

    private static OnnxModel CaptureBert()
    {
        using var network = new TextNetworks.Bert();
        return OnnxExporter.Capture(
            [("", network)], [Tokens(), ones(2, 9, dtype: ScalarType.Int64)],
            inputs =>
            {
                var (hidden, pooled) = network.call(inputs[0], inputs[1]);
                return [hidden, pooled];
            },
            Dynamic(2, time: true));
    }

    private static OnnxOptions Dynamic(int inputCount, bool time)
    {
        var axes = time ? new Dictionary<int, string> { [0] = "batch", [1] = "time" } : new Dictionary<int, string> { [0] = "batch" };
        return new OnnxOptions { DynamicDimensions = Enumerable.Repeat(axes, inputCount).ToList() };
    }

    private static Tensor Tokens() => randint(1, TextNetworks.Vocabulary, [2, 9], ScalarType.Int64);

    private static Dictionary<string, int> Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "node-counts.json")));
        return document.RootElement.GetProperty("nodes").EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetInt32());
    }
}
