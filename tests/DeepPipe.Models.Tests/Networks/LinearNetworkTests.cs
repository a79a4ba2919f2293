using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models.Tests;

public sealed class LinearNetworkTests
{
    [Fact]
    public void The_output_is_that_of_a_linear_layer_over_numbers_and_one_hot_categories()
    {
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        var network = new LinearNetwork(new(3, [5, 4], 2));
        var state = network.state_dict();
        state["categories.weight"].normal_();
        var numbers = randn(20, 3);
        var codes = stack([randint(0, 5, [20], ScalarType.Int64), randint(0, 4, [20], ScalarType.Int64)], 1);

        var oneHot = cat(
        [
            numbers, nn.functional.one_hot(codes.select(1, 0), 5).to(ScalarType.Float32),
            nn.functional.one_hot(codes.select(1, 1), 4).to(ScalarType.Float32),
        ], 1);
        var weight = cat([state["numbers.weight"], state["categories.weight"].t()], 1);
        var expected = nn.functional.linear(oneHot, weight, state["numbers.bias"]);

        Assert.True(allclose(network.forward(new(numbers, codes)), expected, 1e-5, 1e-6));
    }

    [Fact]
    public void Categories_start_without_effect()
    {
        using var scope = NewDisposeScope();
        var network = new LinearNetwork(new(0, [5], 1));

        Assert.Equal([0f], network.forward(new(zeros(1, 0), ones([1, 1], ScalarType.Int64))).data<float>());
        Assert.All(network.parameters(), parameter => Assert.True(parameter.requires_grad));
    }
}
