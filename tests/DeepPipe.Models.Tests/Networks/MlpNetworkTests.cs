using DeepPipe.Configuration;
using DeepPipe.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models.Tests;

public sealed class MlpNetworkTests
{
    private static readonly NetworkShape Shape = new(3, [5, 4], 2);

    [Theory]
    [InlineData(Activation.Relu, Normalization.None)]
    [InlineData(Activation.Gelu, Normalization.Layer)]
    [InlineData(Activation.Silu, Normalization.Batch)]
    public void Each_layer_is_linear_then_norm_then_activation(Activation activation, Normalization norm)
    {
        using var scope = NewDisposeScope();
        var network = new MlpConfig { Layers = [6], Activation = activation, Norm = norm }.Build(Shape);
        network.eval();
        var state = network.state_dict();
        var (numbers, codes) = (randn(10, 3), zeros([10, 2], ScalarType.Int64) + tensor(new long[] { 4, 2 }));

        var embedded = new[] { state["input.categories.tables.0.weight"][4], state["input.categories.tables.1.weight"][2] };
        var input = cat([numbers, .. embedded.Select(row => row.expand(10, -1))], 1);
        var linear = nn.functional.linear(input, state["layers.0.weight"], state["layers.0.bias"]);
        var normal = norm switch
        {
            Normalization.Layer => nn.functional.layer_norm(linear, [6]),
            Normalization.Batch => linear / Math.Sqrt(1 + 1e-5),
            _ => linear,
        };
        var active = activation switch
        {
            Activation.Relu => normal.relu(),
            Activation.Gelu => nn.functional.gelu(normal),
            _ => normal * normal.sigmoid(),
        };
        var expected = nn.functional.linear(active, state["output.weight"], state["output.bias"]);

        Assert.True(allclose(network.forward(new(numbers, codes)), expected, 1e-5, 1e-6));
    }

    [Fact]
    public void Dropout_acts_in_training_alone()
    {
        using var scope = NewDisposeScope();
        var network = new MlpConfig { Layers = [64], Dropout = 0.5 }.Build(Shape);
        var (numbers, codes) = (randn(10, 3), ones([10, 2], ScalarType.Int64));

        network.train();
        Assert.False(network.forward(new(numbers, codes)).equal(network.forward(new(numbers, codes))).all().ToBoolean());
        network.eval();
        Assert.True(network.forward(new(numbers, codes)).equal(network.forward(new(numbers, codes))).all().ToBoolean());
    }

    [Fact]
    public void What_never_occurs_in_training_starts_at_zero()
    {
        using var scope = NewDisposeScope();
        var table = new CategoryEmbeddings(new(), [20]).state_dict()["tables.0.weight"];

        Assert.Equal(0, table.narrow(0, 0, 2).abs().max().ToSingle());
        Assert.True(table.narrow(0, 2, 18).abs().min().ToSingle() > 0);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(10, 5)]
    [InlineData(99, 50)]
    [InlineData(5000, 50)]
    public void An_embedding_is_half_as_wide_as_its_category_up_to_50(int size, int width)
    {
        Assert.Equal(width, new EmbeddingConfig().WidthOf(size));
        Assert.Equal(7, new EmbeddingConfig { Width = 7 }.WidthOf(size));
    }

    [Fact]
    public void A_network_without_inputs_is_refused()
    {
        foreach (NetworkConfig config in new NetworkConfig[] { new MlpConfig(), new LinearConfig() })
        {
            Assert.Equal("A network needs features: the shape has none.",
                Assert.Throws<ArgumentException>(() => config.Build(new(0, [], 1))).Message);
        }
    }

    [Fact]
    public void Without_hidden_layers_it_is_linear_over_its_inputs()
    {
        using var scope = NewDisposeScope();
        var network = new MlpConfig { Layers = [] }.Build(new NetworkShape(3, [], 2));
        var numbers = randn(10, 3);

        Assert.Equal(["output.weight", "output.bias"], network.named_parameters().Select(parameter => parameter.name));
        Assert.True(network.forward(new FeatureTensors(numbers, zeros([10, 0], ScalarType.Int64)))
            .allclose(nn.functional.linear(numbers, network.get_parameter("output.weight")!, network.get_parameter("output.bias"))));
    }

    [Fact]
    public void No_hidden_layers_are_a_problem_where_they_are_what_the_network_is_for() =>
        Assert.Equal("layers is an empty list. Allowed: at least one width; without hidden layers use type: linear.",
            Assert.Single<Problem>(new WideAndDeepConfig { Layers = [] }.Problems()).ToString());
}
