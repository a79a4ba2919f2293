using TorchSharp;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace DeepPipe.Onnx.Tests;

internal static class PaddingCases
{
    internal static readonly IReadOnlyList<ModuleCase> All =
    [
        Pad("ConstantPad1d", () => ConstantPad1d((2, 1), 0.5), 3, 5),
        Pad("ConstantPad1d, that cuts", () => ConstantPad1d((-1, 2), 0.5), 3, 5),
        Pad("ConstantPad2d", () => ConstantPad2d((2, 1, 0, 3), -1), 3, 5, 4),
        Pad("ConstantPad3d", () => ConstantPad3d((2, 1, 0, 3, 1, 1), 4), 2, 3, 5, 4),
        Pad("ZeroPad2d", () => ZeroPad2d(2), 3, 5, 4),
        Pad("ReflectionPad1d", () => ReflectionPad1d((2, 3)), 3, 5),
        Pad("ReflectionPad2d", () => ReflectionPad2d((2, 1, 0, 3)), 3, 5, 4),
        Pad("ReflectionPad3d", () => ReflectionPad3d((2, 1, 0, 3, 1, 1)), 2, 3, 5, 4),
        Pad("ReplicationPad1d", () => ReplicationPad1d((2, 7)), 3, 5),
        Pad("ReplicationPad2d", () => ReplicationPad2d((2, 1, 0, 3)), 3, 5, 4),
        Pad("ReplicationPad3d", () => ReplicationPad3d((2, 1, 0, 3, 1, 1)), 2, 3, 5, 4),
        ModuleCase.Of("F.pad", x => F.pad(x, 2, value: 3), 3, 5) with { Nodes = "Pad" },
        ModuleCase.Of("F.pad, that cuts", x => F.pad(x, (-1, -2)), 3, 5) with { Nodes = "Pad" },
        ModuleCase.Of("F.pad, as much as there are rows", x => F.pad(x, (x.shape[0], 1)), 3, 5),
        ModuleCase.Of("F.pad, replicate over rows", x => F.pad(x.t().unsqueeze(0), (2, 1), PaddingModes.Replicate), 3),
        ModuleCase.Of("F.pad, reflect", x => F.pad(x, (2, 1), PaddingModes.Reflect), 3, 5) with { Nodes = "Pad" },
        ModuleCase.Of("F.pad, replicate", x => F.pad(x, (2, 1, 1, 2), PaddingModes.Replicate), 3, 5, 4) with { Nodes = "Pad" },
        ModuleCase.Of("F.pad, circular", x => F.pad(x, (2, 1), PaddingModes.Circular), 3, 5),
        ModuleCase.Of("F.pad, circular in two dimensions", x => F.pad(x, (2, 1, 1, 3), PaddingModes.Circular), 3, 5, 4),
    ];

    private static ModuleCase Pad(string name, Func<Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>> make, params long[] shape) =>
        ModuleCase.Of(name, make, shape) with { Nodes = "Pad" };
}
