using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepPipe.Onnx.Tests;

internal static class EmbeddingCases
{
    private static Embedding Unheld { get; } =
        Embedding_from_pretrained(arange(27, ScalarType.Float32).reshape(9, 3) / 20, freeze: true, max_norm: 0.6);

    internal static readonly IReadOnlyList<ModuleCase> All =
    [
        ModuleCase.Of("Embedding", () => Embedding(9, 3), (module, inputs) => [module.call(inputs[0])], ModuleCase.Codes(9, 4))
            with { Nodes = "Gather" },
        ModuleCase.Of(
            "Embedding, padding index", () => Embedding(9, 3, padding_idx: 2), (module, inputs) => [module.call(inputs[0])], ModuleCase.Codes(9))
            with { Nodes = "Gather" },
        ModuleCase.Of(
            "Embedding, a largest norm", () => Embedding(9, 3, max_norm: 0.6), (module, inputs) => [module.call(inputs[0])], ModuleCase.Codes(9, 4))
            with { Nodes = "Gather" },
        ModuleCase.Of(
            "Embedding, a largest norm twice",
            () => Embedding(9, 3, max_norm: 0.6, norm_type: 1),
            (module, inputs) => [module.call(inputs[0]) + module.call(8 - inputs[0])],
            ModuleCase.Codes(9, 4)),
        ModuleCase.Of("Embedding, a largest norm of what no module holds", inputs => [Unheld.call(inputs[0])], ModuleCase.Codes(9, 4)),
        ModuleCase.Of(
            "EmbeddingBag, a largest norm", () => EmbeddingBag(9, 3, max_norm: 0.6), (module, inputs) => [module.call(inputs[0])],
            ModuleCase.Codes(9, 4)) with { Nodes = "Gather ReduceMean" },
        ModuleCase.Of(
            "Embedding_from_pretrained",
            () => Embedding_from_pretrained(arange(12, ScalarType.Float32).reshape(6, 2)),
            (module, inputs) => [module.call(inputs[0])],
            ModuleCase.Codes(6, 3)) with { Nodes = "Gather" },
        .. Modes.Select(mode => ModuleCase.Of(
            $"EmbeddingBag, {mode} of rows", () => EmbeddingBag(9, 3, mode: mode), (module, inputs) => [module.call(inputs[0])],
            ModuleCase.Codes(9, 5)) with { Nodes = $"Gather {Reduction(mode)}" }),
        .. Modes.Select(mode => ModuleCase.Of(
            $"EmbeddingBag, {mode} by offsets", () => EmbeddingBag(9, 3, mode: mode), (module, inputs) => [module.call(inputs[0], Offsets(inputs[1]))],
            Bags)),
        ModuleCase.Of(
            "EmbeddingBag, weighted rows",
            () => EmbeddingBag(9, 3, mode: EmbeddingBagMode.Sum),
            (module, inputs) => [module.forward(inputs[0], null!, inputs[1])],
            count => [.. ModuleCase.Codes(9, 5)(count), .. ModuleCase.Numbers([5])(count)]),
        ModuleCase.Of(
            "EmbeddingBag, weighted by offsets",
            () => EmbeddingBag(9, 3, mode: EmbeddingBagMode.Sum),
            (module, inputs) => [module.forward(inputs[0], Offsets(inputs[1]), inputs[2])],
            count => [.. Bags(count), .. ModuleCase.Numbers([[]])(count)]),
        ModuleCase.Of(
            "EmbeddingBag, the last offset given",
            () => EmbeddingBag(9, 3, mode: EmbeddingBagMode.Sum, include_last_offset: true),
            (module, inputs) => [module.call(inputs[0], cat([Offsets(inputs[1]), tensor(inputs[0].shape[0]).unsqueeze(0)]))],
            Bags),
        .. Modes.Select(mode => ModuleCase.Of(
            $"EmbeddingBag, {mode} without padding",
            () => EmbeddingBag(9, 3, mode: mode, padding_index: 2),
            (module, inputs) => [module.call(inputs[0], Offsets(inputs[1]))],
            Bags)),
        .. Modes.Select(mode => ModuleCase.Of(
            $"EmbeddingBag, {mode} of rows without padding",
            () => EmbeddingBag(4, 3, mode: mode, padding_index: 2),
            (module, inputs) => [module.call(inputs[0])],
            ModuleCase.Codes(4, 3))),
        ModuleCase.Of(
            "EmbeddingBag_from_pretrained",
            () => EmbeddingBag_from_pretrained(arange(12, ScalarType.Float32).reshape(6, 2), mode: EmbeddingBagMode.Max),
            (module, inputs) => [module.call(inputs[0])],
            ModuleCase.Codes(6, 3)) with { Nodes = "Gather ReduceMax" },
    ];

    private static EmbeddingBagMode[] Modes => [EmbeddingBagMode.Sum, EmbeddingBagMode.Mean, EmbeddingBagMode.Max];

    private static string Reduction(EmbeddingBagMode mode) => $"Reduce{mode}";

    // Codes, and how many of them each of as many bags takes; the last bag takes the rest.
    private static IReadOnlyList<Tensor> Bags(long count) => [ModuleCase.Codes(9)(count)[0], ModuleCase.Codes(3)(count + 1)[0].slice(0, 0, count, 1)];

    private static Tensor Offsets(Tensor sizes) => (sizes.cumsum(0) - sizes).clamp(max: sizes.shape[0]);
}
