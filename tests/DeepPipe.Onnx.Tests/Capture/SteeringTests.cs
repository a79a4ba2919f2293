using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepPipe.Onnx.Tests;

/// <summary>Values of any of several inputs that steer the forward are found, and told with operation and module.</summary>
public sealed class SteeringTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_number_read_from_either_input_names_operation_and_module(int read)
    {
        var message = MessageOf((left, right) => left + right * (read == 0 ? left : right).max().item<float>());
        Assert.StartsWith("aten::mul(Float32[2, 3], float ", message, StringComparison.Ordinal);
        Assert.Contains(") in module \"gates.0\" was called with the number ", message, StringComparison.Ordinal);
        Assert.EndsWith(" at other values of the input: a number read from data (item()) cannot be exported.", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_branch_on_either_input_names_both_operations_and_the_module(int read) => Assert.Equal(
        "The forward pass ran aten::relu(Float32[2, 3]) in module \"gates.0\" where it ran aten::neg(Float32[2, 3]) in module \"gates.0\" with "
        + "other values: the forward branches on data, which a graph cannot.",
        MessageOf((left, right) => (read == 0 ? left : right)[0, 0].item<float>() > 0 ? (left + right).relu() : (left + right).neg()));

    [Fact]
    public void A_loop_as_long_as_a_number_of_the_input_is_found()
    {
        var message = MessageOf((left, right) =>
        {
            var result = left;
            for (var round = 0; round < 10 * right.abs().max().item<float>(); round++)
                result += right;
            return result;
        });
        Assert.Contains("the forward branches on data, which a graph cannot", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_size_made_from_data_is_found()
    {
        var message = MessageOf((left, right) => left + right.narrow(1, 0, 1 + (long)(right.abs().max().item<float>() % 2)).sum(1, keepdim: true));
        Assert.Contains("in module \"gates.0\"", message, StringComparison.Ordinal);
        Assert.EndsWith("a number read from data (item()) cannot be exported.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_made_from_data_outside_the_graph_is_found() => Assert.Equal(
        "A tensor Float32[1] that is neither parameter nor buffer changes with the input; aten::add in module \"gates.0\" uses it. Make it from "
        + "the input by tensor operations, or register it as a buffer.",
        MessageOf((left, right) => left + tensor(new[] { right.max().item<float>() })));

    [Fact]
    public void A_condition_that_the_examples_meet_by_their_sign_is_found() => Assert.Equal(
        "aten::mul(Float32[2, 3], int 2) in module \"gates.0\" was called with the number 2, and with 3 at other values of the input: "
        + "a number read from data (item()) cannot be exported.",
        MessageOf((left, right) => left.abs().add(right) * (right.sum().item<float>() > 0 ? 2 : 3)));

    [Fact]
    public void A_branch_that_takes_another_weight_names_both()
    {
        using var scope = NewDisposeScope();
        using var network = Sequential(("either", new Either()));
        Assert.Equal(
            "aten::mul(Float32[2, 3], Float32[3]) in module \"either\" was called with \"either.positive\", \"either.negative\" as the input "
            + "changed. A value that steers the forward pass from outside the graph (item(), an if on data) cannot be exported.",
            Assert.Throws<OnnxExportException>(() => OnnxExporter.Export(network, ones(2, 3), Stream.Null)).Message);
    }

    [Fact]
    public void A_forward_that_refuses_numbers_of_the_other_sign_exports()
    {
        using var module = new Gate((left, right) => left.min().item<float>() < 0 ? throw new ArgumentException("below 0") : left + right);
        using var scope = NewDisposeScope();
        OnnxExporter.Export(module, (ones(2, 3), ones(2, 3)), Stream.Null);
    }

    private static string MessageOf(Func<Tensor, Tensor, Tensor> pass)
    {
        using var scope = NewDisposeScope();
        using var network = new Outer(pass);
        var (left, right) = (tensor(new[,] { { 1f, 2, 3 }, { -4, 5, 6 } }), tensor(new[,] { { 0.5f, 1, 2 }, { -1.5f, 0, 1 } }));
        return Assert.Throws<OnnxExportException>(() => OnnxExporter.Export(network, (left, right), Stream.Null)).Message;
    }

    private sealed class Outer : Module<Tensor, Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.ModuleList<Module<Tensor, Tensor, Tensor>> gates;

        internal Outer(Func<Tensor, Tensor, Tensor> pass) : base(nameof(Outer))
        {
            gates = ModuleList<Module<Tensor, Tensor, Tensor>>(new Gate(pass));
            RegisterComponents();
        }

        public override Tensor forward(Tensor left, Tensor right) => gates[0].call(left, right);
    }

    private sealed class Either : Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.Parameter positive = new(ones(3)), negative = new(ones(3));

        internal Either() : base(nameof(Either)) => RegisterComponents();

        public override Tensor forward(Tensor input) => input * (input.sum().item<float>() > 0 ? positive : negative);
    }

    private sealed class Gate(Func<Tensor, Tensor, Tensor> pass) : Module<Tensor, Tensor, Tensor>(nameof(Gate))
    {
        public override Tensor forward(Tensor left, Tensor right) => pass(left, right);
    }
}
