using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace DeepPipe.Onnx.Tests;

internal static class PoolingCases
{
    internal static readonly IReadOnlyList<ModuleCase> All = [.. Largest, .. Average, .. Adaptive, .. Unpooling];

    private static IReadOnlyList<ModuleCase> Largest =>
    [
        ModuleCase.Of("MaxPool1d", () => MaxPool1d(3), 3, 8) with { Nodes = "MaxPool" },
        ModuleCase.Of("MaxPool1d, every option", () => MaxPool1d(3, stride: 2, padding: 1, dilation: 2, ceil_mode: true), 3, 9)
            with { Nodes = "MaxPool" },
        ModuleCase.Of("MaxPool2d", () => MaxPool2d(2), 3, 6, 7) with { Nodes = "MaxPool" },
        ModuleCase.Of("MaxPool2d, every option", () => MaxPool2d((3, 2), (2, 3), (1, 0), (1, 2), ceil_mode: true), 3, 8, 9)
            with { Nodes = "MaxPool" },
        ModuleCase.Of("MaxPool2d, no window beyond the padding", () => MaxPool2d(2, 3, 1, 1, ceil_mode: true), 2, 7, 8),
        ModuleCase.Of("MaxPool3d", () => MaxPool3d(2), 2, 4, 5, 6) with { Nodes = "MaxPool" },
        ModuleCase.Of("MaxPool3d, every option", () => MaxPool3d((3, 2, 2), (2, 1, 2), (1, 0, 1), (1, 2, 1), ceil_mode: true), 2, 5, 5, 6)
            with { Nodes = "MaxPool" },
        ModuleCase.Of("F.max_pool1d, over rows", x => F.max_pool1d(x.t().unsqueeze(0), 3, 1, 1, ceil_mode: true), 4)
            with { Nodes = "Transpose Unsqueeze MaxPool" },
        ModuleCase.Of("F.max_pool1d", x => F.max_pool1d(x, 2), 3, 8) with { Nodes = "MaxPool" },
        ModuleCase.Of("F.max_pool2d", x => F.max_pool2d(x, 2), 3, 6, 7) with { Nodes = "MaxPool" },
        ModuleCase.Of("F.max_pool3d", x => F.max_pool3d(x, [2, 2, 2]), 3, 4, 5, 4) with { Nodes = "MaxPool" },
        Places("F.max_pool1d_with_indices", x => F.max_pool1d_with_indices(x, 3, 2, 1), 3, 8),
        Places("F.max_pool2d_with_indices", x => F.max_pool2d_with_indices(x, [3, 2], [2, 2], [1, 0]), 3, 6, 7),
        Places("F.max_pool3d_with_indices", x => F.max_pool3d_with_indices(x, [2, 2, 3]), 3, 4, 5, 6),
        ModuleCase.Of("LPPool1d", () => LPPool1d(2, 3, stride: 2, ceil_mode: true), 3, 8),
        ModuleCase.Of("LPPool2d", () => LPPool2d(3, 2), 3, 6, 7),
        ModuleCase.Of("F.lp_pool1d", x => F.lp_pool1d(x, 2, 2), 3, 8),
        ModuleCase.Of("F.lp_pool2d", x => F.lp_pool2d(x, 2, [2, 3]), 3, 6, 7),
    ];

    private static IReadOnlyList<ModuleCase> Average =>
    [
        ModuleCase.Of("AvgPool1d", () => AvgPool1d(3), 3, 8) with { Nodes = "AveragePool" },
        ModuleCase.Of("AvgPool1d, every option", () => AvgPool1d(3, 2, 1, ceil_mode: true, count_include_pad: false), 3, 8),
        ModuleCase.Of("AvgPool1d, ceil and padding", () => AvgPool1d(3, 2, 1, ceil_mode: true), 3, 8),
        ModuleCase.Of("AvgPool2d", () => AvgPool2d(2), 3, 6, 7) with { Nodes = "AveragePool" },
        ModuleCase.Of("AvgPool2d, padding", () => AvgPool2d(3, 2, 1), 3, 6, 7) with { Nodes = "AveragePool" },
        ModuleCase.Of("AvgPool2d, padding not counted", () => AvgPool2d((3, 2), (2, 2), (1, 1), count_include_pad: false), 3, 6, 7)
            with { Nodes = "AveragePool" },
        ModuleCase.Of("AvgPool2d, ceil", () => AvgPool2d(3, 2, ceil_mode: true), 3, 6, 8),
        ModuleCase.Of("AvgPool2d, ceil and padding", () => AvgPool2d(3, 2, 1, ceil_mode: true), 3, 6, 8),
        ModuleCase.Of("AvgPool2d, ceil beyond the padding", () => AvgPool2d(2, 3, 1, ceil_mode: true), 3, 7, 8),
        ModuleCase.Of("AvgPool2d, divisor", () => AvgPool2d(3, 2, 1, divisor_override: 5), 3, 6, 7),
        ModuleCase.Of("AvgPool2d, divisor and ceil", () => AvgPool2d(3, 2, 1, ceil_mode: true, divisor_override: 5), 3, 6, 8),
        ModuleCase.Of("F.avg_pool1d, over rows", x => F.avg_pool1d(x.t().unsqueeze(0), 3, 1, 1, ceil_mode: true), 4),
        ModuleCase.Of("AvgPool3d", () => AvgPool3d(2, 2, 1), 2, 4, 5, 6) with { Nodes = "AveragePool" },
        ModuleCase.Of("AvgPool3d, ceil", () => AvgPool3d((2, 3, 2), (2, 2, 2), (1, 1, 0), ceil_mode: true, count_include_pad: false), 2, 4, 5, 7),
        ModuleCase.Of("AvgPool3d, divisor", () => AvgPool3d(2, divisor_override: 3), 2, 4, 5, 6),
        ModuleCase.Of("F.avg_pool1d", x => F.avg_pool1d(x, 2), 3, 8) with { Nodes = "AveragePool" },
        ModuleCase.Of("F.avg_pool2d", x => F.avg_pool2d(x, 2), 3, 6, 7) with { Nodes = "AveragePool" },
        ModuleCase.Of("F.avg_pool3d", x => F.avg_pool3d(x, [2, 2, 2]), 3, 4, 5, 4) with { Nodes = "AveragePool" },
    ];

    private static IReadOnlyList<ModuleCase> Adaptive =>
    [
        ModuleCase.Of("AdaptiveAvgPool1d", () => AdaptiveAvgPool1d(1), 3, 8) with { Nodes = "GlobalAveragePool" },
        ModuleCase.Of("F.adaptive_avg_pool1d, over rows", x => F.adaptive_avg_pool1d(x.t().unsqueeze(0), 1), 4)
            with { Nodes = "Transpose Unsqueeze GlobalAveragePool" },
        ModuleCase.Of("AdaptiveAvgPool1d, divides", () => AdaptiveAvgPool1d(4), 3, 8) with { Nodes = "AveragePool" },
        ModuleCase.Of("AdaptiveAvgPool1d, does not divide", () => AdaptiveAvgPool1d(3), 3, 8),
        ModuleCase.Of("AdaptiveAvgPool2d", () => AdaptiveAvgPool2d(1), 3, 6, 7) with { Nodes = "GlobalAveragePool" },
        ModuleCase.Of("AdaptiveAvgPool2d, divides", () => AdaptiveAvgPool2d((3, 1)), 3, 6, 7) with { Nodes = "AveragePool" },
        ModuleCase.Of("AdaptiveAvgPool2d, does not divide", () => AdaptiveAvgPool2d((4, 7)), 3, 6, 7),
        ModuleCase.Of("AdaptiveAvgPool2d, more out than in", () => AdaptiveAvgPool2d(5), 3, 3, 4),
        ModuleCase.Of("AdaptiveAvgPool3d", () => AdaptiveAvgPool3d(1), 2, 4, 5, 6) with { Nodes = "GlobalAveragePool" },
        ModuleCase.Of("AdaptiveAvgPool3d, does not divide", () => AdaptiveAvgPool3d((2, 3, 4)), 2, 4, 5, 6),
        ModuleCase.Of("AdaptiveMaxPool1d", () => AdaptiveMaxPool1d(1), 3, 8) with { Nodes = "GlobalMaxPool" },
        ModuleCase.Of("AdaptiveMaxPool1d, does not divide", () => AdaptiveMaxPool1d(3), 3, 8),
        ModuleCase.Of("AdaptiveMaxPool2d", () => AdaptiveMaxPool2d([3, 1]), 3, 6, 7) with { Nodes = "MaxPool" },
        ModuleCase.Of("AdaptiveMaxPool2d, does not divide", () => AdaptiveMaxPool2d([4, 5]), 3, 6, 7),
        ModuleCase.Of("F.adaptive_avg_pool1d", x => F.adaptive_avg_pool1d(x, 2), 3, 8) with { Nodes = "AveragePool" },
        ModuleCase.Of("F.adaptive_avg_pool2d", x => F.adaptive_avg_pool2d(x, 1), 3, 6, 7) with { Nodes = "GlobalAveragePool" },
        ModuleCase.Of("F.adaptive_avg_pool3d", x => F.adaptive_avg_pool3d(x, 2), 3, 4, 2, 4) with { Nodes = "AveragePool" },
        ModuleCase.Of("F.adaptive_max_pool1d", x => F.adaptive_max_pool1d(x, 2), 3, 8) with { Nodes = "MaxPool" },
        ModuleCase.Of("F.adaptive_max_pool2d", x => F.adaptive_max_pool2d(x, [1, 1]), 3, 6, 7) with { Nodes = "GlobalMaxPool" },
        Places("F.adaptive_max_pool1d_with_indices", x => F.adaptive_max_pool1d_with_indices(x, 4), 3, 8),
        Places("F.adaptive_max_pool2d_with_indices", x => F.adaptive_max_pool2d_with_indices(x, [3, 7]), 3, 6, 7),
        Places("F.adaptive_max_pool2d_with_indices, does not divide", x => F.adaptive_max_pool2d_with_indices(x, [4, 3]), 3, 6, 7),
    ];

    private static IReadOnlyList<ModuleCase> Unpooling =>
    [
        ModuleCase.Of(
            "MaxUnpool1d",
            () => MaxUnpool1d(2),
            (module, inputs) => [Unpool(F.max_pool1d_with_indices(inputs[0], 2), (x, places) => module.call(x, places))],
            ModuleCase.Numbers([3, 8])),
        ModuleCase.Of(
            "MaxUnpool2d",
            () => MaxUnpool2d(2),
            (module, inputs) => [Unpool(F.max_pool2d_with_indices(inputs[0], [2, 2]), (x, places) => module.call(x, places, [x.shape[0], 3, 7, 8]))],
            ModuleCase.Numbers([3, 7, 8])),
        ModuleCase.Of(
            "MaxUnpool3d",
            () => MaxUnpool3d(2),
            (module, inputs) => [Unpool(F.max_pool3d_with_indices(inputs[0], [2, 2, 2]), (x, places) => module.call(x, places))],
            ModuleCase.Numbers([2, 4, 4, 6])),
        ModuleCase.Of(
            "F.max_unpool2d, of one image",
            x => Unpool(F.max_pool2d_with_indices(x.mean([0]), [2, 2]), (y, places) => F.max_unpool2d(y, places, [2, 2])), 3, 6, 8),
        ModuleCase.Of("F.max_unpool1d", x => Unpool(F.max_pool1d_with_indices(x, 3, 2), (y, places) => F.max_unpool1d(y, places, 3, 2)), 3, 9),
        ModuleCase.Of(
            "F.max_unpool2d",
            x => Unpool(F.max_pool2d_with_indices(x, [2, 2]), (y, places) => F.max_unpool2d(y, places, [2, 2])), 3, 6, 8),
        ModuleCase.Of(
            "F.max_unpool3d",
            x => Unpool(
                F.max_pool3d_with_indices(x, [2, 2, 2]),
                (y, places) => F.max_unpool3d(y, places, [2, 2, 2], [2, 2, 2], [0, 0, 0], [x.shape[0], 2, 5, 4, 6])), 2, 5, 4, 6),
    ];

    private static ModuleCase Places(string name, Func<Tensor, (Tensor, Tensor)> pool, params long[] shape) => ModuleCase.Of(
        name,
        inputs =>
        {
            var (values, places) = pool(inputs[0]);
            return [values, places];
        },
        ModuleCase.Numbers(shape));

    private static Tensor Unpool((Tensor Values, Tensor Places) pooled, Func<Tensor, Tensor, Tensor> unpool) =>
        unpool(pooled.Values, pooled.Places);
}
