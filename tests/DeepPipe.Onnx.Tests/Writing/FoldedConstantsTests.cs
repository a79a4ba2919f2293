using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace DeepPipe.Onnx.Tests;

public sealed class FoldedConstantsTests
{
    // What each makes of a weight [3, 4], which it takes once, and a constant of the same shape.
    private static readonly IReadOnlyDictionary<string, Func<Tensor, Tensor, Tensor>> Arithmetic = new Dictionary<string, Func<Tensor, Tensor, Tensor>>
    {
        ["a new shape"] = (weight, other) => weight.view(2, 6).reshape(3, 4),
        ["a dimension more and less"] = (weight, other) => weight.unsqueeze(0).unsqueeze(-1).squeeze(-1).squeeze(0),
        ["turned"] = (weight, other) => weight.view(3, 2, 2).permute(0, 2, 1).reshape(3, 4),
        ["joined"] = (weight, other) => cat([weight.view(6, 2), other.view(6, 2)], 1).sum(1).view(6, 1).reshape(3, 2).repeat(1, 2),
        ["sums and products"] = (weight, other) => (weight + other) * (other - 2) / (other.abs() + 1).neg(),
        ["functions"] = (weight, other) =>
            weight.exp().log().sin() + other.cos().tanh() + other.sigmoid() + F.softplus(other) + other.abs().sqrt() + (other.abs() + 1).reciprocal(),
        ["comparisons"] = (weight, other) =>
            ((weight < other).logical_and(other.gt(0).logical_not()).logical_or(other == 1) | (other <= -1) | (other >= 2)).to(ScalarType.Float32),
        ["another element"] = (weight, other) => (weight * 10).to(ScalarType.Int64).to(ScalarType.Float32),
    };

    public static TheoryData<string> Names() => new(Arithmetic.Keys);

    [Theory, MemberData(nameof(Names))]
    public void What_is_made_of_weights_alone_answers_as_before(string name)
    {
        using var scope = NewDisposeScope();
        using var linear = Linear(4, 3);
        var other = randn(3, 4);
        Parity.Holds([linear], rows => [randn(rows, 3, 4)], inputs => [inputs[0] + Arithmetic[name](linear.weight!, other)]);
    }

    [Theory]
    [InlineData("a new shape")]
    [InlineData("a dimension more and less")]
    [InlineData("turned")]
    [InlineData("sums and products")]
    [InlineData("functions")]
    [InlineData("comparisons")]
    [InlineData("another element")]
    public void What_is_made_of_weights_alone_is_no_node(string name)
    {
        using var scope = NewDisposeScope();
        using var linear = Linear(4, 3);
        var other = randn(3, 4);
        var graph = OnnxExporter.Capture(
            [("", linear)],
            [randn(2, 3, 4)],
            inputs => [inputs[0] + Arithmetic[name](linear.weight!, other)]).Graph;
        Assert.Equal(["Add"], graph.Node.Select(node => node.OpType));
        Assert.Single(graph.Initializer);
    }

    [Fact]
    public void An_output_made_of_weights_alone_stays_a_node()
    {
        using var scope = NewDisposeScope();
        using var linear = Linear(4, 3);
        var model = Parity.Holds([linear], rows => [randn(rows, 4)], inputs => [inputs[0].relu(), linear.weight!.exp()]);
        Assert.Equal(["Relu", "Exp"], model.Graph.Node.Select(node => node.OpType));
    }

    [Theory, InlineData(false, 1), InlineData(true, 3)]
    public void A_large_weight_is_not_in_the_file_twice(bool isUsedAsItLies, int nodeCount)
    {
        using var scope = NewDisposeScope();
        using var linear = Linear(200, 100);
        var graph = OnnxExporter.Capture(
            [("", linear)], [randn(2, 100, 200)],
            inputs => isUsedAsItLies ? [inputs[0] * linear.weight!.exp(), inputs[0] + linear.weight!] : [inputs[0] * linear.weight!.exp()]).Graph;
        Assert.Single(graph.Initializer);
        Assert.Equal(nodeCount, graph.Node.Count);
    }

    [Fact]
    public void A_weight_that_is_used_as_it_lies_too_is_in_the_file_once()
    {
        using var scope = NewDisposeScope();
        using var linear = Linear(4, 3);
        var graph = OnnxExporter.Capture(
            [("", linear)], [randn(2, 3, 4)], inputs => [(inputs[0] * linear.weight!.exp()) + linear.weight!]).Graph;
        Assert.Equal(["weight"], graph.Initializer.Select(tensor => tensor.Name));
    }

    [Fact]
    public void A_large_table_of_small_constants_stays_what_it_is_made_of()
    {
        using var scope = NewDisposeScope();
        var steps = arange(300, ScalarType.Float32);
        var graph = OnnxExporter.Capture([], [randn(2, 300, 300)], inputs => [inputs[0] * (steps.unsqueeze(0) - steps.unsqueeze(1))]).Graph;
        Assert.Equal(["Sub", "Mul"], graph.Node.Select(node => node.OpType));
        Assert.All(graph.Initializer, tensor => Assert.Equal(300, tensor.Dims.Max()));
    }
}
