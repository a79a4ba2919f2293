using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepPipe.Onnx.Tests;

public sealed class FoldedTransposesTests
{
    [Fact]
    public void A_weight_that_only_a_product_uses_is_turned_in_the_file()
    {
        using var scope = NewDisposeScope();
        using var linear = Linear(3, 5);
        var model = Parity.HoldsAt([linear], [randn(2, 4, 3)], [[randn(1, 4, 3)], [randn(6, 4, 3)]], inputs => [linear.call(inputs[0])], null);
        Assert.Equal(["MatMul", "Add"], model.Graph.Node.Select(node => node.OpType));
        Assert.Equal([3L, 5L], model.Graph.Initializer.Single(tensor => tensor.Name == "weight.t").Dims);
    }

    [Fact]
    public void A_turned_weight_that_is_an_output_stays_a_node()
    {
        using var scope = NewDisposeScope();
        using var linear = Linear(3, 5);
        Parity.HoldsAt([linear], [randn(2, 3)], [[randn(1, 3)]], inputs => [inputs[0].relu(), linear.weight.t()], null);
    }

    [Fact]
    public void A_weight_that_an_embedding_uses_too_is_in_the_file_once()
    {
        using var scope = NewDisposeScope();
        using var embedding = Embedding(7, 3);
        var model = Parity.HoldsAt(
            [embedding],
            [randint(0, 7, [2, 4], ScalarType.Int64)],
            [[randint(0, 7, [1, 4], ScalarType.Int64)], [randint(0, 7, [5, 4], ScalarType.Int64)]],
            inputs => [nn.functional.linear(embedding.call(inputs[0]), embedding.weight!)],
            null);
        Assert.Equal(["weight"], model.Graph.Initializer.Select(tensor => tensor.Name));
    }
}
