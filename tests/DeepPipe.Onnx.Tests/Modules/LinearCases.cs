using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace DeepPipe.Onnx.Tests;

/// <summary>Linear layers, containers, distances, and what only changes a shape.</summary>
internal static class LinearCases
{
    internal static readonly IReadOnlyList<ModuleCase> All = [.. Products, .. Shapes, .. Distances, .. Containers];

    private static IReadOnlyList<ModuleCase> Products =>
    [
        ModuleCase.Of("Linear", () => Linear(4, 3), 4) with { Nodes = "Gemm" },
        ModuleCase.Of("Linear, without bias", () => Linear(4, 3, hasBias: false), 4) with { Nodes = "Gemm" },
        ModuleCase.Of("Linear, over time", () => Linear(4, 3), 5, 4),
        ModuleCase.Of("Linear, over time without bias", () => Linear(4, 3, hasBias: false), 5, 4),
        ModuleCase.Of("Bilinear", () => Bilinear(3, 4, 5), [3], [4]),
        ModuleCase.Of("Bilinear, over time without bias", () => Bilinear(3, 4, 5, hasBias: false), [6, 3], [6, 4]),
        ModuleCase.Of("Identity", () => Sequential(Tanh(), Identity()), 4) with { Nodes = "Tanh" },
        ModuleCase.Of("F.linear", (x, w) => F.linear(x, w.mean([0]), x.mean().expand(3)), [4], [3, 4]),
        ModuleCase.Of("F.bilinear", (x, y) => F.bilinear(x, y, (x.mean([0]).unsqueeze(1) * y.mean([0])).unsqueeze(0)), [3], [4]),
        ModuleCase.Of("F.one_hot", inputs => [F.one_hot(inputs[0], 5)], ModuleCase.Codes(5, 3)) with { Nodes = "OneHot" },
    ];

    private static IReadOnlyList<ModuleCase> Shapes =>
    [
        ModuleCase.Of("Flatten", () => Flatten(), 3, 4, 5) with { Nodes = "Reshape" },
        ModuleCase.Of("Flatten, some", () => Flatten(2, 3), 3, 4, 5) with { Nodes = "Reshape" },
        ModuleCase.Of("Unflatten", () => Unflatten(1, [3, 4]), 12) with { Nodes = "Reshape" },
        ModuleCase.Of("PixelShuffle", () => PixelShuffle(2), 8, 3, 4) with { Nodes = "DepthToSpace" },
        ModuleCase.Of("PixelUnshuffle", () => PixelUnshuffle(2), 2, 6, 4) with { Nodes = "SpaceToDepth Gather" },
        ModuleCase.Of("ChannelShuffle", () => ChannelShuffle(3), 6, 4, 2) with { Nodes = "Reshape Transpose Reshape" },
        ModuleCase.Of("F.pixel_shuffle", x => F.pixel_shuffle(x, 3), 9, 2, 3) with { Nodes = "DepthToSpace" },
        ModuleCase.Of("F.pixel_unshuffle", x => F.pixel_unshuffle(x, 3), 1, 6, 3) with { Nodes = "SpaceToDepth" },
        ModuleCase.Of("Unfold", () => Unfold(3), 2, 5, 6),
        ModuleCase.Of("Unfold, every option", () => Unfold((3, 2), (1, 2), (1, 2), (2, 1)), 2, 5, 6),
        ModuleCase.Of("Fold", () => Fold((5, 6), (3, 2), (1, 2), (1, 2), (2, 1)), 12, 24) with { Nodes = "Col2Im" },
        ModuleCase.Of("F.unfold", x => F.unfold(x, 2, padding: 1), 2, 4, 5),
        ModuleCase.Of("F.fold", x => F.fold(x, (4, 5), (2, 2)), 8, 12) with { Nodes = "Col2Im" },
    ];

    private static IReadOnlyList<ModuleCase> Distances =>
    [
        ModuleCase.Of("CosineSimilarity", () => CosineSimilarity(), [4, 3], [4, 3]),
        ModuleCase.Of("PairwiseDistance", () => PairwiseDistance(), [4], [4]),
        ModuleCase.Of("PairwiseDistance, every option", () => PairwiseDistance(3, 1e-3, keepdim: true), [4], [4]),
        ModuleCase.Of("F.cosine_similarity", (x, y) => F.cosine_similarity(x, y, dim: -1), [4, 3], [4, 3]),
        ModuleCase.Of("F.pairwise_distance", (x, y) => F.pairwise_distance(x, y, p: 1), [4], [4]),
    ];

    private static IReadOnlyList<ModuleCase> Containers =>
    [
        ModuleCase.Of("Sequential", () => Sequential(Linear(4, 5), ReLU(), Linear(5, 2)), 4) with { Nodes = "Gemm Relu Gemm" },
        ModuleCase.Of("ModuleList", () => new Listed(), 4) with { Nodes = "Gemm Tanh Gemm Tanh" },
        ModuleCase.Of("ModuleDict", () => new Keyed(), 4) with { Nodes = "Gemm" },
        ModuleCase.Of("ParameterList", () => new Scaled(), 4) with { Nodes = "Mul Add" },
        ModuleCase.Of("ParameterDict", () => new Shifted(), 4) with { Nodes = "Add" },
    ];

    private sealed class Listed : Module<Tensor, Tensor>
    {
        private readonly ModuleList<Module<Tensor, Tensor>> layers = ModuleList<Module<Tensor, Tensor>>(Linear(4, 4), Linear(4, 2));

        internal Listed() : base(nameof(Listed)) => RegisterComponents();

        public override Tensor forward(Tensor input) => layers.Aggregate(input, (x, layer) => layer.call(x).tanh());
    }

    private sealed class Keyed : Module<Tensor, Tensor>
    {
        private readonly ModuleDict<Module<Tensor, Tensor>> heads =
            ModuleDict<Module<Tensor, Tensor>>(("price", Linear(4, 1)), ("class", Linear(4, 3)));

        internal Keyed() : base(nameof(Keyed)) => RegisterComponents();

        public override Tensor forward(Tensor input) => heads["class"].call(input);
    }

    private sealed class Scaled : Module<Tensor, Tensor>
    {
        private readonly ParameterList numbers = ParameterList(Parameter(randn(4)), Parameter(randn(4)));

        internal Scaled() : base(nameof(Scaled)) => RegisterComponents();

        public override Tensor forward(Tensor input) => input * numbers[0] + numbers[1];
    }

    private sealed class Shifted : Module<Tensor, Tensor>
    {
        private readonly ParameterDict numbers = ParameterDict(("shift", Parameter(randn(4))));

        internal Shifted() : base(nameof(Shifted)) => RegisterComponents();

        public override Tensor forward(Tensor input) => input + numbers["shift"];
    }
}
