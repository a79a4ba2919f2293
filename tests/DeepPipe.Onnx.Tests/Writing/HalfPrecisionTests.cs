using CsCheck;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace DeepPipe.Onnx.Tests;

public sealed class HalfPrecisionTests
{
    private static readonly OnnxOptions Half = new() { Half = true };

    [Fact]
    public void Answers_in_float16_are_near_those_in_float32() =>
        Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9]).Sample((width, rows) =>
        {
            using var scope = NewDisposeScope();
            using var network = Sequential(
                ("first", Linear(width, 8)), ("norm", LayerNorm(8)), ("active", GELU()), ("second", Linear(8, 3)), ("soft", Softmax(1)));
            Parity.HoldsAt([network], [randn(2, width)], [[randn(rows, width)]], inputs => [network.call(inputs[0])], Half, relative: 2e-2, absolute: 5e-3);
        }, iter: 10, threads: 1);

    [Fact]
    public void Images_are_resized_and_masks_stay_finite()
    {
        using var scope = NewDisposeScope();
        using var convolution = Conv2d(2, 3, 3, padding: 1);
        Parity.HoldsAt(
            [convolution],
            [randn(2, 2, 6, 6)],
            [[randn(1, 2, 6, 6)], [randn(4, 2, 6, 6)]],
            inputs =>
            {
                var large = F.interpolate(convolution.call(inputs[0]), scale_factor: [2.0, 2.0], mode: InterpolationMode.Bilinear);
                return [large, (large.masked_fill(large > 0, -1e9f).softmax(3) * 2).mean([2, 3])];
            },
            Half,
            relative: 2e-2,
            absolute: 2e-2);
    }

    [Fact]
    public void An_epsilon_still_keeps_a_division_from_0()
    {
        using var scope = NewDisposeScope();
        Parity.HoldsAt(
            [],
            [randn(2, 3)],
            [[zeros(1, 3)], [randn(4, 3)]],
            inputs => [F.normalize(inputs[0]), inputs[0] / (inputs[0].abs().sum(1, keepdim: true) + 1e-12f)],
            Half,
            relative: 2e-2,
            absolute: 2e-2);
    }

    [Fact]
    public void Numbers_that_resize_and_arithmetic_share_are_there_in_both_forms()
    {
        using var scope = NewDisposeScope();
        using var factors = tensor(new float[] { 2, 2 });
        var model = Parity.HoldsAt(
            [],
            [randn(2, 1, 4, 2)],
            [[randn(1, 1, 4, 2)], [randn(5, 1, 4, 2)]],
            inputs =>
            {
                var large = F.interpolate(inputs[0], scale_factor: [2.0, 2.0], mode: InterpolationMode.Bilinear);
                return [large, inputs[0] * factors];
            },
            Half,
            relative: 2e-2,
            absolute: 2e-2);
        Assert.Equal([1, 10], model.Graph.Initializer.Select(tensor => tensor.DataType).Order());
    }

    [Fact]
    public void Numbers_counted_from_a_size_serve_as_float16()
    {
        using var scope = NewDisposeScope();
        Parity.HoldsAt(
            [],
            [randn(2, 3)],
            [[randn(1, 3)], [randn(9, 3)]],
            inputs => [inputs[0] + arange(0, inputs[0].shape[0], ScalarType.Float32).unsqueeze(1), arange(inputs[0].shape[0])],
            Half,
            relative: 2e-2,
            absolute: 2e-2);
    }

    [Fact]
    public void Weights_take_half_the_space_and_other_numbers_stay()
    {
        using var scope = NewDisposeScope();
        using var linear = Linear(30, 50);
        var model = OnnxExporter.Capture(
            [("", linear)], [ones(2, 30), ones(2, 1, ScalarType.Float64), ones(2, 1, ScalarType.Int64)],
            inputs => [linear.call(inputs[0]), inputs[1] * 2, inputs[2] + 1], Half);
        Assert.Equal(10, model.Graph.Initializer.Single(tensor => tensor.Name == "weight").DataType);
        Assert.Equal([1, 11, 7], model.Graph.Output.Select(output => output.Type.TensorType.ElemType));
        Assert.Equal(3000, model.Graph.Initializer.Single(tensor => tensor.Name == "weight").RawData.Length);
    }
}
