using TorchSharp;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace DeepPipe.Onnx.Tests;

internal static class NormalizationCases
{
    internal static readonly IReadOnlyList<ModuleCase> All =
    [
        ModuleCase.Of("BatchNorm1d", () => BatchNorm1d(4), 4) with { Nodes = "BatchNormalization" },
        ModuleCase.Of("BatchNorm1d, over time", () => BatchNorm1d(4, eps: 1e-3), 4, 5) with { Nodes = "BatchNormalization" },
        ModuleCase.Of("BatchNorm1d, without weights", () => BatchNorm1d(4, affine: false), 4, 5) with { Nodes = "BatchNormalization" },
        ModuleCase.Of("BatchNorm2d", () => BatchNorm2d(4), 4, 5, 3) with { Nodes = "BatchNormalization" },
        ModuleCase.Of("BatchNorm3d", () => BatchNorm3d(4), 4, 5, 3, 2) with { Nodes = "BatchNormalization" },
        ModuleCase.Of("InstanceNorm1d", () => InstanceNorm1d(4, affine: true), 4, 6) with { Nodes = "InstanceNormalization" },
        ModuleCase.Of("InstanceNorm1d, statistics", () => InstanceNorm1d(4, affine: true, track_running_stats: true), 4, 6)
            with { Nodes = "BatchNormalization" },
        ModuleCase.Of("InstanceNorm2d", () => InstanceNorm2d(4), 4, 5, 3) with { Nodes = "InstanceNormalization" },
        ModuleCase.Of("InstanceNorm3d", () => InstanceNorm3d(4), 4, 5, 3, 2) with { Nodes = "InstanceNormalization" },
        ModuleCase.Of("LayerNorm", () => LayerNorm(6), 4, 6) with { Nodes = "LayerNormalization" },
        ModuleCase.Of("LayerNorm, over two dimensions", () => LayerNorm([4, 6], eps: 1e-3), 4, 6) with { Nodes = "LayerNormalization" },
        ModuleCase.Of("LayerNorm, without bias", () => LayerNorm(6, bias: false), 4, 6) with { Nodes = "LayerNormalization" },
        ModuleCase.Of("LayerNorm, without weights", () => LayerNorm(6, elementwise_affine: false), 4, 6)
            with { Nodes = "LayerNormalization" },
        ModuleCase.Of("GroupNorm", () => GroupNorm(2, 4), 4, 5, 3)
            with { Nodes = "Reshape InstanceNormalization Reshape Mul Add" },
        ModuleCase.Of("GroupNorm, without weights", () => GroupNorm(2, 4, affine: false), 4, 5)
            with { Nodes = "Reshape InstanceNormalization Reshape" },
        ModuleCase.Of("F.group_norm, far from 0", x => F.group_norm(x + 10, 2), 4, 5) with { Relative = 1e-4 },
        ModuleCase.Of("LocalResponseNorm", () => LocalResponseNorm(3, 0.3, 0.8, 1.5), 5, 4, 3),
        ModuleCase.Of("LocalResponseNorm, of an even size", () => LocalResponseNorm(4), 5, 6),
        ModuleCase.Of("F.batch_norm", x => F.batch_norm(x, TorchSharp.torch.zeros(4), TorchSharp.torch.ones(4)), 4, 5),
        ModuleCase.Of("F.instance_norm", x => F.instance_norm(x), 4, 5, 3) with { Nodes = "InstanceNormalization" },
        ModuleCase.Of("F.layer_norm", x => F.layer_norm(x, [5, 3]), 4, 5, 3) with { Nodes = "LayerNormalization" },
        ModuleCase.Of("F.group_norm", x => F.group_norm(x, 2), 4, 5),
        ModuleCase.Of("F.local_response_norm", x => F.local_response_norm(x, 3), 5, 4, 3),
        ModuleCase.Of("F.normalize", x => F.normalize(x), 5, 4),
        ModuleCase.Of("F.normalize, absolute values", x => F.normalize(x, p: 1, dim: -1), 5, 4),
        ModuleCase.Of("F.normalize, third powers", x => F.normalize(x, p: 3, dim: -1), 5, 4),
    ];
}
