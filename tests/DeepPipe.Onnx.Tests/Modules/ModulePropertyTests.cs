using CsCheck;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace DeepPipe.Onnx.Tests;

/// <summary>Layers of random shape give the same numbers in torch and in ONNX.</summary>
public sealed class ModulePropertyTests
{
    private static readonly Gen<(int Kernel, int Stride, int Padding, int Dilation)> Window =
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 3], Gen.Int[0, 2], Gen.Int[1, 2]);

    private static readonly PaddingModes[] Modes =
        [PaddingModes.Zeros, PaddingModes.Reflect, PaddingModes.Replicate, PaddingModes.Circular];

    [Fact]
    public void Convolutions_of_any_shape() =>
        Gen.Select(Window, Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[9, 12], Gen.Bool, Gen.Int[0, 3].Select(mode => Modes[mode])).Sample(
            (window, dimensions, groups, size, bias, mode) =>
            {
                var (kernel, stride, padding, dilation) = window;
                Holds(dimensions, 2 * groups, size, dimensions switch
                {
                    1 => Conv1d(2 * groups, groups, kernel, stride, padding, dilation, mode, groups, bias),
                    2 => Conv2d(2 * groups, groups, kernel, stride, padding, dilation, mode, groups, bias),
                    _ => Conv3d(2 * groups, groups, kernel, stride, padding, dilation, mode, groups, bias),
                });
            },
            iter: 40,
            threads: 1);

    [Fact]
    public void Transposed_convolutions_of_any_shape() =>
        Gen.Select(Window, Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[5, 6], Gen.Bool, Gen.Int[0, 2]).Sample(
            (window, dimensions, groups, size, bias, more) =>
            {
                var (kernel, stride, padding, dilation) = window;
                var outputPadding = Math.Min(more, more < stride ? stride - 1 : Math.Min(padding, dilation - 1));
                Holds(dimensions, 2 * groups, size, dimensions switch
                {
                    1 => ConvTranspose1d(2 * groups, groups, kernel, stride, padding, outputPadding, dilation, groups: groups, bias: bias),
                    2 => ConvTranspose2d(2 * groups, groups, kernel, stride, padding, outputPadding, dilation, groups: groups, bias: bias),
                    _ => ConvTranspose3d(2 * groups, groups, kernel, stride, padding, outputPadding, dilation, groups: groups, bias: bias),
                });
            },
            iter: 40,
            threads: 1);

    [Fact]
    public void Pools_of_any_shape() =>
        Gen.Select(Window, Gen.Int[1, 3], Gen.Int[8, 12], Gen.Bool, Gen.Bool, Gen.Bool).Sample(
            (window, dimensions, size, isLargest, ceil, counts) =>
            {
                var (kernel, stride, more, dilation) = window;
                var padding = Math.Min(more, kernel / 2);
                Holds(dimensions, 2, size, (isLargest, dimensions) switch
                {
                    (true, 1) => MaxPool1d(kernel, stride, padding, dilation, ceil),
                    (true, 2) => MaxPool2d(kernel, stride, padding, dilation, ceil),
                    (true, _) => MaxPool3d(kernel, stride, padding, dilation, ceil),
                    (false, 1) => AvgPool1d(kernel, stride, padding, ceil, counts),
                    (false, 2) => AvgPool2d(kernel, stride, padding, ceil, counts),
                    (false, _) => AvgPool3d(kernel, stride, padding, ceil, counts),
                });
            },
            iter: 80,
            threads: 1);

    [Fact]
    public void Adaptive_pools_of_any_shape() =>
        Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9], Gen.Int[1, 9], Gen.Int[1, 9], Gen.Bool).Sample(
            (height, width, rows, columns, isLargest) => Parity.Holds(
                [],
                ModuleCase.Numbers([2, height, width]),
                inputs => isLargest
                    ? Both(F.adaptive_max_pool2d_with_indices(inputs[0], [rows, columns]))
                    : [F.adaptive_avg_pool2d(inputs[0], (rows, columns))]),
            iter: 60,
            threads: 1);

    [Fact]
    public void Recurrent_layers_of_any_shape() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[1, 3], Gen.Int[1, 5], Gen.Int[1, 5], Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool).Sample(
            (kind, layers, width, time, bothWays, batchFirst, bias, hasStates) =>
            {
                using var layer = Recurrent(kind, layers, width, bothWays, batchFirst, bias);
                var states = layers * (bothWays ? 2 : 1);
                Parity.Holds(
                    [layer],
                    ModuleCase.Numbers([time, 3], [states, width], [states, width]),
                    inputs => Run(layer, inputs, batchFirst, hasStates),
                    relative: 1e-4,
                    absolute: 1e-5);
            },
            iter: 60,
            threads: 1);

    [Fact]
    public void Interpolations_of_any_shape() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[1, 9], Gen.Int[1, 9], Gen.Int[1, 13], Gen.Int[1, 13], Gen.Double[0.3, 3.5], Gen.Bool, Gen.Bool).Sample(
            (kind, height, width, rows, columns, scale, byScale, aligned) =>
            {
                var mode = ((InterpolationMode[])
                    [InterpolationMode.Nearest, InterpolationMode.NearestExact, InterpolationMode.Bilinear, InterpolationMode.Bicubic])[kind];
                bool? corners = kind < 2 ? null : aligned;
                double[] scales = [Math.Max(scale, 1.0 / height), Math.Max(3.5 - scale, 1.0 / width)];
                Parity.Holds(
                    [],
                    ModuleCase.Numbers([2, height, width]),
                    inputs => [byScale
                        ? F.interpolate(inputs[0], scale_factor: scales, mode: mode, align_corners: corners)
                        : F.interpolate(inputs[0], size: [rows, columns], mode: mode, align_corners: corners)],
                    relative: 1e-4,
                    absolute: 1e-5);
            },
            iter: 150,
            threads: 1);

    private static void Holds(int dimensions, long channels, long size, Module<Tensor, Tensor> layer)
    {
        using (layer)
            Parity.Holds(
                [layer],
                ModuleCase.Numbers([channels, .. Enumerable.Repeat(size, dimensions)]),
                inputs => [layer.call(inputs[0])],
                relative: 1e-4,
                absolute: 1e-5);
    }

    private static IReadOnlyList<Tensor> Both((Tensor First, Tensor Second) pair) => [pair.First, pair.Second];

    private static Module Recurrent(int kind, int layers, int width, bool bothWays, bool batchFirst, bool bias) => kind switch
    {
        0 => RNN(3, width, layers, NonLinearities.Tanh, bias, batchFirst, 0, bothWays),
        1 => RNN(3, width, layers, NonLinearities.ReLU, bias, batchFirst, 0, bothWays),
        2 => GRU(3, width, layers, bias, batchFirst, 0, bothWays),
        _ => LSTM(3, width, layers, bias, batchFirst, 0, bothWays),
    };

    private static IReadOnlyList<Tensor> Run(Module layer, IReadOnlyList<Tensor> inputs, bool batchFirst, bool hasStates)
    {
        var input = batchFirst ? inputs[0] : inputs[0].transpose(0, 1).contiguous();
        var (hidden, cell) = (inputs[1].transpose(0, 1).contiguous(), inputs[2].transpose(0, 1).contiguous());
        switch (layer)
        {
            case RNN rnn:
                return Both(hasStates ? rnn.call(input, hidden) : rnn.call(input));
            case GRU gru:
                return Both(hasStates ? gru.call(input, hidden) : gru.call(input));
            default:
                var lstm = (LSTM)layer;
                var (output, last, lastCell) = hasStates ? lstm.call(input, (hidden, cell)) : lstm.call(input);
                return [output, last, lastCell];
        }
    }
}
