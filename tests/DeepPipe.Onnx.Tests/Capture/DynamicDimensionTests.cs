using CsCheck;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;
using Tensor = TorchSharp.torch.Tensor;

namespace DeepPipe.Onnx.Tests;

public sealed class DynamicDimensionTests
{
    private static readonly IReadOnlyDictionary<int, string> BatchAndTime = new Dictionary<int, string> { [0] = "batch", [1] = "time" };

    private static readonly IReadOnlyDictionary<int, string> BatchAndImage =
        new Dictionary<int, string> { [0] = "batch", [2] = "height", [3] = "width" };

    [Fact]
    public void Batch_and_time_may_both_be_of_any_size()
    {
        using var embedding = Embedding(11, 8);
        using var linear = Linear(8, 8);
        Holds(
            [embedding, linear],
            [BatchAndTime],
            sizes => [randint(0, 11, [sizes[0], sizes[1]], ScalarType.Int64)],
            inputs =>
            {
                var (batch, time) = (inputs[0].shape[0], inputs[0].shape[1]);
                var heads = linear.call(embedding.call(inputs[0])).view(batch, time, 2, 4).transpose(1, 2);
                var scores = heads.matmul(heads.transpose(2, 3)) / Math.Sqrt(time);
                var mask = arange(time).unsqueeze(0) <= arange(time).unsqueeze(1);
                var mixed = scores.masked_fill(mask.logical_not(), -1e9).softmax(-1).matmul(heads);
                return [mixed.transpose(1, 2).contiguous().view(batch * time, 8), mixed.mean([2])];
            },
            [[1, 1], [1, 7], [4, 1], [6, 12]]);
    }

    [Fact]
    public void An_image_of_any_size_goes_through_strides_and_poolings()
    {
        using var first = Conv2d(3, 4, 3, stride: 2, padding: 1);
        using var second = Conv2d(4, 5, 3, stride: 2);
        Holds(
            [first, second],
            [BatchAndImage],
            sizes => [randn(sizes[0], 3, sizes[1], sizes[2])],
            inputs =>
            {
                var maps = F.max_pool2d(first.call(inputs[0]).relu(), 2);
                var deep = second.call(maps);
                return [deep.view(deep.shape[0], deep.shape[1], deep.shape[2] * deep.shape[3]), maps.flatten(1)];
            },
            [[1, 16, 16], [3, 17, 30], [2, 41, 18]],
            exampleSizes: [2, 18, 23]);
    }

    [Fact]
    public void Two_inputs_share_a_dimension_by_its_name_and_have_others_of_their_own()
    {
        Holds(
            [],
            [
                new Dictionary<int, string> { [0] = "batch", [1] = "queries" },
                new Dictionary<int, string> { [0] = "batch", [1] = "keys" },
                new Dictionary<int, string>(),
            ],
            sizes => [randn(sizes[0], sizes[1], 4), randn(sizes[0], sizes[2], 4), ones(4)],
            inputs =>
            {
                var weights = bmm(inputs[0], inputs[1].transpose(1, 2)).softmax(2);
                var joined = cat([inputs[0], inputs[1] * inputs[2]], 1);
                return [bmm(weights, inputs[1]), joined.reshape(inputs[0].shape[0], (inputs[0].shape[1] + inputs[1].shape[1]) * 4)];
            },
            [[1, 1, 1], [2, 5, 3], [7, 1, 9]]);
    }

    [Fact]
    public void Half_of_a_size_is_rounded_down_as_whole_numbers_are()
    {
        Holds(
            [],
            [BatchAndTime],
            sizes => [randn(sizes[0], sizes[1])],
            inputs => [inputs[0].narrow(1, 0, inputs[0].shape[1] / 2), inputs[0][.., ..(int)((inputs[0].shape[1] + 2) / 3)]],
            [[1, 2], [2, 3], [2, 9], [3, 14]]);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(9)]
    public void Positions_that_end_are_captured_below_their_end(long count)
    {
        using var positions = Embedding(count, 4);
        Holds(
            [positions],
            [BatchAndTime],
            sizes => [randn(sizes[0], sizes[1], 4)],
            inputs => [inputs[0] + positions.call(arange(inputs[0].shape[1], ScalarType.Int64)).unsqueeze(0)],
            [[1, 1], [2, 3], [3, count]],
            exampleSizes: [2, count]);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(9)]
    public void An_example_of_all_positions_exports_for_fewer_too(long positions)
    {
        using var mask = tril(ones(positions, positions));
        Holds(
            [],
            [BatchAndTime],
            sizes => [randn(sizes[0], sizes[1], 4)],
            inputs => inputs[0].shape[1] is var time && time > positions
                ? throw new ArgumentException("positions end")
                : [mask[..(int)time, ..(int)time].matmul(inputs[0])],
            [[1, 1], [2, 4], [3, positions]],
            exampleSizes: [2, positions]);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(11)]
    public void A_bound_within_the_captured_sizes_is_no_quotient(long bound)
    {
        var failure = Assert.Throws<OnnxExportException>(() => OnnxExporter.Capture(
            [],
            [randn(2, 4)],
            inputs => [inputs[0].narrow(1, 0, Math.Min(inputs[0].shape[1], bound))],
            new OnnxOptions { DynamicDimensions = [BatchAndTime] }));
        Assert.Contains("which no formula explains", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_logarithm_of_a_size_is_no_quotient()
    {
        var failure = Assert.Throws<OnnxExportException>(() => OnnxExporter.Capture(
            [],
            [randn(2, 4)],
            inputs => [inputs[0] * (long)Math.Log2(inputs[0].shape[1])],
            new OnnxOptions { DynamicDimensions = [BatchAndTime] }));
        Assert.Contains("which no formula explains", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_alone_beside_rows_has_no_dimension()
    {
        using var scope = NewDisposeScope();
        Parity.HoldsAt([], [ones(2, 3), tensor(2f)], [[randn(1, 3), tensor(3f)], [randn(4, 3), tensor(-1f)]], inputs => [inputs[0] * inputs[1]], null);
    }

    [Fact]
    public void Formulas_of_sizes_hold_at_any_size() =>
        Gen.Select(Gen.Int[-3, 9], Gen.Int[1, 5], Gen.Int[0, 3], Gen.Int[1, 4]).Sample((offset, factor, other, divisor) =>
            Holds(
                [],
                [BatchAndTime],
                sizes => [randn(sizes[0], sizes[1])],
                inputs =>
                {
                    var (batch, time) = (inputs[0].shape[0], inputs[0].shape[1]);
                    return [inputs[0] * ((factor * time) + (other * batch * time) + offset), inputs[0] + (time / divisor), inputs[0] * (time * time)];
                },
                [[1, 1], [3, 8], [8, 3]]),
            iter: 15, threads: 1);

    [Fact]
    public void A_size_that_is_asked_to_be_dynamic_and_cannot_be_is_an_error_that_names_the_module()
    {
        using var network = Sequential(("flatten", Flatten()), ("linear", Linear(12, 2)));
        var options = new OnnxOptions { DynamicDimensions = [BatchAndTime] };
        var failure = Assert.Throws<OnnxExportException>(() => OnnxExporter.Capture(
            [("", network)], [randn(2, 3, 4)], inputs => [network.call(inputs[0])], options));
        Assert.StartsWith("The forward pass failed at batch 2, time 6 in module \"linear\": ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dimensions_that_are_not_there_or_disagree_are_refused()
    {
        Assert.Equal("DynamicDimensions speaks of 1 inputs; there are 2.", Refusal([BatchAndTime], ones(2, 3), ones(2, 3)));
        Assert.Equal(
            "Example input 0 of shape [4] needs a dimension 1 of at least 1, the dynamic \"time\".", Refusal([BatchAndTime], ones(4)));
        Assert.Equal(
            "The dynamic dimension \"time\" is 3 in example input 0 and 4 in 1. Give them the same size, or two names.",
            Refusal([BatchAndTime, BatchAndTime], ones(2, 3), ones(2, 4)));
    }

    [Fact]
    public void Inputs_and_outputs_carry_the_names_of_their_dimensions()
    {
        var model = OnnxExporter.Capture(
            [], [randn(2, 5, 4)], inputs => [inputs[0].sum(2)], new OnnxOptions { DynamicDimensions = [BatchAndTime] });
        using var session = new InferenceSession(Parity.Bytes(model));
        Assert.Equal(["batch", "time", ""], session.InputMetadata["input"].SymbolicDimensions);
        Assert.Equal(["batch", "time"], session.OutputMetadata["output"].SymbolicDimensions);
    }

    private static string Refusal(IReadOnlyList<IReadOnlyDictionary<int, string>> dimensions, params Tensor[] examples) =>
        Assert.Throws<OnnxExportException>(() => OnnxExporter.Capture(
            [], examples, inputs => [inputs[0] * 2], new OnnxOptions { DynamicDimensions = dimensions })).Message;

    private static void Holds(
        IReadOnlyList<Module> modules,
        IReadOnlyList<IReadOnlyDictionary<int, string>> dimensions,
        Func<long[], IReadOnlyList<Tensor>> inputsOf,
        Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> forward,
        long[][] sizes,
        long[]? exampleSizes = null)
    {
        var count = sizes[0].Length;
        Parity.HoldsAt(
            modules, inputsOf(exampleSizes ?? [2, .. Enumerable.Range(7, count - 1).Select(size => (long)size)]), sizes.Select(inputsOf),
            forward, new OnnxOptions { DynamicDimensions = dimensions });
    }
}
