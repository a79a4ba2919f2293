using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace DeepPipe.Onnx.Tests;

internal static class InterpolationCases
{
    internal static readonly IReadOnlyList<ModuleCase> All = [.. Upsampling, .. Functions, .. Grids];

    private static IReadOnlyList<ModuleCase> Upsampling =>
    [
        Resized("Upsample", () => Upsample(scale_factor: [2, 3]), 3, 4, 5),
        Resized("Upsample, nearest to a size", () => Upsample(size: [7, 11]), 3, 4, 5),
        Resized("Upsample, nearest over time", () => Upsample(scale_factor: [1.5]), 3, 4),
        Resized("Upsample, nearest in space", () => Upsample(size: [3, 5, 4]), 2, 2, 3, 4),
        Resized("Upsample, linear", () => Upsample(size: [9], mode: UpsampleMode.Linear), 3, 4),
        Resized("Upsample, linear aligned", () => Upsample(scale_factor: [2.5], mode: UpsampleMode.Linear, align_corners: true), 3, 4),
        Resized("Upsample, bilinear", () => Upsample(scale_factor: [2, 2.5], mode: UpsampleMode.Bilinear), 3, 4, 5),
        Resized("Upsample, bilinear aligned", () => Upsample(size: [7, 3], mode: UpsampleMode.Bilinear, align_corners: true), 3, 4, 5),
        Cubic("Upsample, bicubic", () => Upsample(size: [7, 9], mode: UpsampleMode.Bicubic)),
        Cubic("Upsample, bicubic aligned", () => Upsample(scale_factor: [2, 3], mode: UpsampleMode.Bicubic, align_corners: true)),
        Resized("Upsample, trilinear", () => Upsample(scale_factor: [2, 1.5, 2], mode: UpsampleMode.Trilinear), 2, 2, 4, 3),
        Resized("Upsample, trilinear aligned", () => Upsample(size: [3, 6, 5], mode: UpsampleMode.Trilinear, align_corners: true), 2, 2, 4, 3),
        Resized("Upsample, scale recomputed", () => Upsample(scale_factor: [1.7], mode: UpsampleMode.Linear, recompute_scale_factor: true), 3, 4),
    ];

    private static IReadOnlyList<ModuleCase> Functions =>
    [
        Resized("F.interpolate", x => F.interpolate(x, scale_factor: [2, 2]), 3, 4, 5),
        Resized("F.interpolate, nearest exact", x => F.interpolate(x, size: [7, 3], mode: InterpolationMode.NearestExact), 3, 4, 5),
        Resized(
            "F.interpolate, nearest exact over time", x => F.interpolate(x, scale_factor: [1.5], mode: InterpolationMode.NearestExact), 3, 5),
        Resized(
            "F.interpolate, nearest exact in space",
            x => F.interpolate(x, size: [3, 5, 2], mode: InterpolationMode.NearestExact), 2, 2, 4, 3),
        Resized("F.interpolate, linear", x => F.interpolate(x, size: [7], mode: InterpolationMode.Linear), 3, 4),
        Resized("F.interpolate, bilinear", x => F.interpolate(x, size: [7, 3], mode: InterpolationMode.Bilinear), 3, 4, 5),
        Resized(
            "F.interpolate, bilinear aligned",
            x => F.interpolate(x, scale_factor: [1.5, 2], mode: InterpolationMode.Bilinear, align_corners: true), 3, 4, 5),
        Cubic("F.interpolate, bicubic", x => F.interpolate(x, scale_factor: [1.5, 2], mode: InterpolationMode.Bicubic)),
        Resized("F.interpolate, trilinear", x => F.interpolate(x, size: [3, 3, 5], mode: InterpolationMode.Trilinear), 2, 2, 4, 3),
        Resized("F.interpolate, smaller", x => F.interpolate(x, scale_factor: [0.5, 0.4]), 3, 7, 9),
        Resized(
            "F.interpolate, antialiased",
            x => F.interpolate(x, size: [3, 4], mode: InterpolationMode.Bilinear, antialias: true), 3, 7, 9),
        Cubic("F.interpolate, antialiased bicubic", x => F.interpolate(x, size: [3, 4], mode: InterpolationMode.Bicubic, antialias: true)),
        ModuleCase.Of("F.interpolate, area", x => F.interpolate(x, size: [3, 3], mode: InterpolationMode.Area), 3, 6, 7),
        OverRows("F.interpolate, over rows", x => F.interpolate(x, scale_factor: [2])),
        OverRows("F.interpolate, linear over rows", x => F.interpolate(x, scale_factor: [3], mode: InterpolationMode.Linear))
            with { Relative = 1e-4 },
        OverRows(
            "F.interpolate, aligned over rows",
            x => F.interpolate(x, size: [2 * x.shape[2] + 1], mode: InterpolationMode.Linear, align_corners: true)),
        Resized("F.upsample", x => F.upsample(x, scale_factor: [2, 2], mode: UpsampleMode.Bilinear), 3, 4, 5),
        Resized("F.upsample_bilinear", x => F.upsample_bilinear(x, size: [7, 8]), 3, 4, 5),
        Resized("F.upsample_nearest1d", x => F.upsample_nearest1d(x, 7, null), 3, 4),
        Resized("F.upsample_nearest2d", x => F.upsample_nearest2d(x, [7, 8]), 3, 4, 5),
        Resized("F.upsample_nearest3d", x => F.upsample_nearest3d(x, [3, 4, 7]), 2, 2, 4, 5),
    ];

    private static IReadOnlyList<ModuleCase> Grids =>
    [
        .. from mode in (GridSampleMode[])[GridSampleMode.Bilinear, GridSampleMode.Nearest]
           from padding in (GridSamplePaddingMode[])[GridSamplePaddingMode.Zeros, GridSamplePaddingMode.Border, GridSamplePaddingMode.Reflection]
           from aligned in (bool[])[false, true]
           select ModuleCase.Of(
               $"F.grid_sample, {mode} {padding} {aligned}",
               (x, grid) => F.grid_sample(x, grid.tanh() * 1.3, mode, padding, aligned), [3, 4, 5], [3, 6, 2]) with
           { Nodes = "Tanh Mul GridSample" },
        ModuleCase.Of("F.grid_sample, in space", (x, grid) => F.grid_sample(x, grid.clamp(-1, 1), align_corners: false), [2, 3, 4, 5], [2, 3, 2, 3]),
        ModuleCase.Of("F.affine_grid", x => F.affine_grid(x, [x.shape[0], 3, 4, 5]), 2, 3),
        ModuleCase.Of("F.affine_grid, aligned in space", x => F.affine_grid(x, [x.shape[0], 2, 3, 4, 2], align_corners: true), 3, 4),
    ];

    // One series, as long as there are rows.
    private static ModuleCase OverRows(string name, Func<Tensor, Tensor> resize) => ModuleCase.Of(name, x => resize(x.t().unsqueeze(0)), 3);

    // Float32 sums of weights of both signs agree to fewer digits.
    private static ModuleCase Cubic(string name, Func<Module<Tensor, Tensor>> make) => Resized(name, make, 3, 4, 5) with { Relative = 1e-4 };

    private static ModuleCase Cubic(string name, Func<Tensor, Tensor> function) => Resized(name, function, 3, 7, 9) with { Relative = 1e-4 };

    private static ModuleCase Resized(string name, Func<Module<Tensor, Tensor>> make, params long[] shape) =>
        ModuleCase.Of(name, make, shape) with { Nodes = "Resize" };

    private static ModuleCase Resized(string name, Func<Tensor, Tensor> function, params long[] shape) =>
        ModuleCase.Of(name, function, shape) with { Nodes = "Resize" };
}
