using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace DeepPipe.Onnx.Tests;

internal static class ConvolutionCases
{
    internal static readonly IReadOnlyList<ModuleCase> All =
    [
        ModuleCase.Of("Conv1d", () => Conv1d(3, 4, 3), 3, 8) with { Nodes = "Conv" },
        ModuleCase.Of("Conv1d, every option", () => Conv1d(4, 6, 3, stride: 2, padding: 2, dilation: 2, groups: 2, bias: false), 4, 9)
            with { Nodes = "Conv" },
        ModuleCase.Of("Conv1d, same", () => Conv1d(3, 4, 4, padding: Padding.Same, dilation: 3), 3, 8) with { Nodes = "Conv" },
        ModuleCase.Of("Conv1d, valid", () => Conv1d(3, 4, 4, padding: Padding.Valid), 3, 8) with { Nodes = "Conv" },
        ModuleCase.Of("Conv1d, reflect", () => Conv1d(3, 4, 3, padding: 2, padding_mode: PaddingModes.Reflect), 3, 8)
            with { Nodes = "Pad Conv" },
        ModuleCase.Of("Conv1d, replicate", () => Conv1d(3, 4, 3, padding: 2, padding_mode: PaddingModes.Replicate), 3, 8)
            with { Nodes = "Pad Conv" },
        ModuleCase.Of("Conv1d, circular", () => Conv1d(3, 4, 3, padding: 2, padding_mode: PaddingModes.Circular), 3, 8),
        ModuleCase.Of("Conv2d", () => Conv2d(3, 4, 3), 3, 6, 7) with { Nodes = "Conv" },
        ModuleCase.Of("Conv2d, every option", () => Conv2d(4, 6, (3, 2), (2, 1), (1, 2), (1, 3), groups: 2, bias: false), 4, 6, 9)
            with { Nodes = "Conv" },
        ModuleCase.Of("Conv2d, depthwise", () => Conv2d(4, 8, 3, padding: 1, groups: 4), 4, 6, 7) with { Nodes = "Conv" },
        ModuleCase.Of("Conv2d, same", () => Conv2d(3, 4, 4, padding: Padding.Same), 3, 6, 7) with { Nodes = "Conv" },
        ModuleCase.Of("Conv2d, reflect", () => Conv2d(3, 4, 3, padding: 1, padding_mode: PaddingModes.Reflect), 3, 6, 7)
            with { Nodes = "Pad Conv" },
        ModuleCase.Of("Conv2d, replicate", () => Conv2d(3, 4, 3, padding: 1, padding_mode: PaddingModes.Replicate), 3, 6, 7)
            with { Nodes = "Pad Conv" },
        ModuleCase.Of("Conv2d, circular", () => Conv2d(3, 4, 3, padding: 1, padding_mode: PaddingModes.Circular), 3, 6, 7),
        ModuleCase.Of(
            "Conv2d, of one image", () => Conv2d(3, 4, 3), (module, inputs) => [module.call(inputs[0].mean([0]))], ModuleCase.Numbers([3, 6, 7])),
        ModuleCase.Of("Conv3d", () => Conv3d(2, 3, 3, padding: 1), 2, 4, 5, 6) with { Nodes = "Conv" },
        ModuleCase.Of(
            "Conv3d, every option",
            () => Conv3d(4, 2, (3, 2, 1), (2, 1, 2), (1, 2, 0), (1, 2, 1), groups: 2, bias: false), 4, 4, 5, 6) with { Nodes = "Conv" },
        ModuleCase.Of("Conv3d, same", () => Conv3d(2, 3, 2, padding: Padding.Same), 2, 4, 5, 6) with { Nodes = "Conv" },
        ModuleCase.Of("Conv3d, replicate", () => Conv3d(2, 3, 3, padding: 1, padding_mode: PaddingModes.Replicate), 2, 4, 5, 6)
            with { Nodes = "Pad Conv" },
        ModuleCase.Of("ConvTranspose1d", () => ConvTranspose1d(3, 4, 3), 3, 6) with { Nodes = "ConvTranspose" },
        ModuleCase.Of(
            "ConvTranspose1d, every option",
            () => ConvTranspose1d(4, 6, 3, stride: 3, padding: 1, output_padding: 2, dilation: 2, groups: 2, bias: false), 4, 6)
            with { Nodes = "ConvTranspose" },
        ModuleCase.Of("ConvTranspose2d", () => ConvTranspose2d(3, 4, 3, stride: 2), 3, 4, 5) with { Nodes = "ConvTranspose" },
        ModuleCase.Of(
            "ConvTranspose2d, every option",
            () => ConvTranspose2d(4, 6, (3, 2), (3, 2), (1, 0), (1, 1), (2, 1), groups: 2, bias: false), 4, 4, 5)
            with { Nodes = "ConvTranspose" },
        ModuleCase.Of(
            "ConvTranspose2d, output size",
            () => ConvTranspose2d(3, 4, 3, stride: 2, padding: 1),
            (module, inputs) => [module.forward(inputs[0], [8, 10])],
            ModuleCase.Numbers([3, 4, 5])) with { Nodes = "ConvTranspose" },
        ModuleCase.Of("ConvTranspose3d", () => ConvTranspose3d(2, 3, 2, stride: 2, output_padding: 1), 2, 3, 4, 3)
            with { Nodes = "ConvTranspose" },
        ModuleCase.Of(
            "ConvTranspose3d, every option",
            () => ConvTranspose3d(4, 2, (3, 2, 2), (2, 3, 2), (1, 0, 1), (1, 2, 0), (1, 2, 2), groups: 2, bias: false), 4, 3, 4, 3)
            with { Nodes = "ConvTranspose" },
        OverRows("Conv1d, over rows", () => Conv1d(3, 4, 3, padding: 2, dilation: 2)),
        OverRows("Conv1d, circular over rows", () => Conv1d(3, 4, 3, padding: 1, padding_mode: PaddingModes.Circular)),
        OverRows("ConvTranspose1d, over rows", () => ConvTranspose1d(3, 4, 3, stride: 2, padding: 1)),
        ModuleCase.Of("F.conv1d", (x, w) => F.conv1d(x.mean([0], true), w, stride: 2), [3, 8], [3, 3]),
        ModuleCase.Of("F.conv2d", x => F.conv2d(x, x.mean([0], true).slice(2, 0, 3, 1), padding: [1, 0]), 3, 6, 7),
        ModuleCase.Of("F.conv3d", x => F.conv3d(x, x.mean([0], true).slice(2, 0, 3, 1), dilation: [1, 1, 1]), 3, 4, 5, 4),
        ModuleCase.Of("F.conv1d_padding", x => F.conv1d_padding(x, x.mean([0], true).slice(2, 0, 4, 1), padding: Padding.Same), 3, 8),
        ModuleCase.Of("F.conv2d_padding", x => F.conv2d_padding(x, x.mean([0], true).slice(2, 0, 3, 1), padding: Padding.Valid), 3, 6, 7),
        ModuleCase.Of("F.conv3d_padding", x => F.conv3d_padding(x, x.mean([0], true).slice(2, 0, 2, 1), padding: Padding.Same), 3, 4, 3, 3),
        ModuleCase.Of("F.conv_transpose1d", x => F.conv_transpose1d(x, x.mean([0]).unsqueeze(1), stride: 2), 3, 4),
        ModuleCase.Of("F.conv_transpose2d", x => F.conv_transpose2d(x, x.mean([0]).unsqueeze(1), strides: [2, 1]), 3, 4, 3),
        ModuleCase.Of("F.conv_transpose3d", x => F.conv_transpose3d(x, x.mean([0]).unsqueeze(1), strides: [2, 1, 1]), 3, 2, 3, 2),
    ];

    // One series, as long as there are rows.
    private static ModuleCase OverRows(string name, Func<Module<Tensor, Tensor>> make) => ModuleCase.Of(
        name, make, (module, inputs) => [module.call(inputs[0].t().unsqueeze(0))], ModuleCase.Numbers([3]));
}
