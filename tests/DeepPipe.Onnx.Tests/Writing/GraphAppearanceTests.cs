using global::Onnx;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepPipe.Onnx.Tests;

/// <summary>What a viewer shows.</summary>
public sealed class GraphAppearanceTests
{
    private static readonly IReadOnlyDictionary<string, Func<Module<Tensor, Tensor>>> Networks = new Dictionary<string, Func<Module<Tensor, Tensor>>>
    {
        ["resnet"] = () => new ImageNetworks.Residual(hasBottleneck: true),
        ["mobilenet"] = () => new ImageNetworks.Mobile(isThird: true),
        ["unet"] = () => new ImageNetworks.Unet(),
        ["vgg"] = () => ImageNetworks.Vgg(isNormalized: true),
    };

    public static TheoryData<string> Names() => new(Networks.Keys);

    [Theory, MemberData(nameof(Names))]
    public void Weights_carry_the_names_of_the_state_dictionary_and_nodes_those_of_their_modules(string name)
    {
        using var scope = NewDisposeScope();
        using var network = Networks[name]();
        var graph = Capture(network);
        var state = network.state_dict().Keys.ToHashSet();
        Assert.All(
            graph.Initializer.Where(tensor => !tensor.Name.StartsWith("constant_", StringComparison.Ordinal)),
            tensor => Assert.Contains(tensor.Name, state));
        var modules = network.named_modules().Select(module => module.name).ToHashSet();
        Assert.All(graph.Node.Where(node => node.Name.LastIndexOf('/') >= 0), node => Assert.Contains(node.Name[..node.Name.LastIndexOf('/')], modules));
        Assert.All(graph.Node.Where(node => node.OpType is "Conv" or "BatchNormalization"), node => Assert.Contains("/", node.Name, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Names))]
    public void No_node_is_an_identity_and_none_is_in_vain(string name)
    {
        using var scope = NewDisposeScope();
        using var network = Networks[name]();
        var graph = Capture(network);
        var used = graph.Node.SelectMany(node => node.Input).Concat(graph.Output.Select(output => output.Name)).ToHashSet();
        Assert.DoesNotContain(graph.Node, node => node.OpType == "Identity");
        Assert.All(graph.Node, node => Assert.Contains(node.Output, used.Contains));
        Assert.All(graph.Initializer, tensor => Assert.Contains(tensor.Name, used));
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_value_of_the_forward_has_its_type_and_shape(string name)
    {
        using var scope = NewDisposeScope();
        using var network = Networks[name]();
        var graph = Capture(network);
        var typed = graph.ValueInfo.ToDictionary(value => value.Name, value => value.Type.TensorType);
        Assert.All(
            graph.Node.Where(node => node.OpType is "Conv" or "ConvTranspose" or "Relu" or "MaxPool" or "BatchNormalization"),
            node => Assert.Contains(node.Output[0], typed));
        Assert.All(typed.Values, type => Assert.Equal("rows", type.Shape.Dim[0].DimParam));
        Assert.All(typed.Values, type => Assert.All(type.Shape.Dim.Skip(1), dimension => Assert.True(dimension.DimValue > 0)));
    }

    [Fact]
    public void Dynamic_dimensions_are_called_by_their_names_within_the_graph()
    {
        using var scope = NewDisposeScope();
        using var tagger = new TextNetworks.Tagger();
        var options = new OnnxOptions { DynamicDimensions = [new Dictionary<int, string> { [0] = "batch", [1] = "time" }] };
        var tokens = randint(1, TextNetworks.Vocabulary, [2, 9], ScalarType.Int64);
        var graph = OnnxExporter.Capture([("", tagger)], [tokens], inputs => [tagger.call(inputs[0])], options).Graph;
        var embedded = graph.ValueInfo.Single(value => value.Name == graph.Node.Single(node => node.OpType == "Gather").Output[0]);
        Assert.Equal((int)TensorProto.Types.DataType.Float, embedded.Type.TensorType.ElemType);
        Assert.Equal(["batch", "time", ""], embedded.Type.TensorType.Shape.Dim.Select(dimension => dimension.DimParam));
        Assert.Equal([0L, 0L, 8L], embedded.Type.TensorType.Shape.Dim.Select(dimension => dimension.DimValue));
    }

    [Fact]
    public void A_linear_layer_takes_its_weight_as_it_lies()
    {
        using var scope = NewDisposeScope();
        using var network = Linear(4, 3);
        var graph = OnnxExporter.Capture([("", network)], [rand(2, 4)], inputs => [network.call(inputs[0])]).Graph;
        var node = Assert.Single(graph.Node);
        Assert.Equal("Gemm", node.OpType);
        Assert.Equal(["input", "weight", "bias"], node.Input);
        Assert.Equal(1, node.Attribute.Single(attribute => attribute.Name == "transB").I);
        Assert.Equal([3L, 4L], graph.Initializer.Single(tensor => tensor.Name == "weight").Dims);
    }

    private static GraphProto Capture(Module<Tensor, Tensor> network)
    {
        network.eval();
        return OnnxExporter.Capture([("", network)], [rand(2, 3, 48, 48)], inputs => [network.call(inputs[0])]).Graph;
    }
}
