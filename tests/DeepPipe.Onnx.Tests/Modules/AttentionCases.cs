using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace DeepPipe.Onnx.Tests;

internal static class AttentionCases
{
    internal static readonly IReadOnlyList<ModuleCase> All = [.. Products, .. Heads, .. Transformers];

    private static IReadOnlyList<ModuleCase> Products =>
    [
        Attend("F.scaled_dot_product_attention", (q, k, v) => F.scaled_dot_product_attention(q, k, v)),
        Attend("F.scaled_dot_product_attention, causal", (q, k, v) => F.scaled_dot_product_attention(q, k, v, is_casual: true)),
        Attend(
            "F.scaled_dot_product_attention, mask of booleans",
            (q, k, v) => F.scaled_dot_product_attention(q, k, v, Seen)),
        Attend(
            "F.scaled_dot_product_attention, mask of numbers",
            (q, k, v) => F.scaled_dot_product_attention(q, k, v, arange(25, ScalarType.Float32).reshape(5, 5) / 10)),
        ModuleCase.Of(
            "F.scaled_dot_product_attention, causal over rows",
            x => F.scaled_dot_product_attention(x.unsqueeze(0), x.unsqueeze(0), x.unsqueeze(0), is_casual: true), 4),
    ];

    private static IReadOnlyList<ModuleCase> Heads =>
    [
        Multihead("MultiheadAttention", () => MultiheadAttention(8, 2), (m, q, k, v) => Both(m.call(q, k, v))),
        Multihead(
            "MultiheadAttention, without weights",
            () => MultiheadAttention(8, 2), (m, q, k, v) => [m.call(q, k, v, need_weights: false).Item1]),
        Multihead("MultiheadAttention, without bias", () => MultiheadAttention(8, 2, bias: false), (m, q, k, v) => [m.call(q, q, q).Item1]),
        Multihead(
            "MultiheadAttention, extra key and value",
            () => MultiheadAttention(8, 2, add_bias_kv: true, add_zero_attn: true), (m, q, k, v) => Both(m.call(q, k, v))),
        Multihead(
            "MultiheadAttention, masks",
            () => MultiheadAttention(8, 2),
            (m, q, k, v) => Both(m.call(q, k, v, k.mean([2]).gt(1.5).t(), attn_mask: arange(30, ScalarType.Float32).reshape(5, 6) / 30))),
        ModuleCase.Of(
            "MultiheadAttention, own widths of key and value",
            () => MultiheadAttention(8, 2, kdim: 3, vdim: 3),
            (m, inputs) => Both(m.call(TimeFirst(inputs[0]), TimeFirst(inputs[1]), TimeFirst(inputs[2]))),
            ModuleCase.Numbers([5, 8], [6, 3], [6, 3])) with { Relative = 1e-4 },
    ];

    private static IReadOnlyList<ModuleCase> Transformers =>
    [
        ModuleCase.Of(
            "TransformerEncoderLayer",
            () => TransformerEncoderLayer(8, 2, 12, activation: Activations.GELU),
            (m, inputs) => [m.call(TimeFirst(inputs[0]))],
            ModuleCase.Numbers([5, 8])) with { Relative = 1e-4 },
        ModuleCase.Of(
            "TransformerEncoderLayer, masks",
            () => TransformerEncoderLayer(8, 2, 12),
            (m, inputs) => [m.call(TimeFirst(inputs[0]), Causal, inputs[0].mean([2]).gt(1.5))],
            ModuleCase.Numbers([5, 8])) with { Relative = 1e-4 },
        ModuleCase.Of(
            "TransformerEncoder",
            () => TransformerEncoder(TransformerEncoderLayer(8, 2, 12), 2),
            (m, inputs) => [m.call(TimeFirst(inputs[0]), Causal)],
            ModuleCase.Numbers([5, 8])) with { Relative = 1e-4 },
        ModuleCase.Of(
            "TransformerDecoderLayer",
            () => TransformerDecoderLayer(8, 2, 12),
            (m, inputs) => [m.call(TimeFirst(inputs[0]), TimeFirst(inputs[1]), Causal)],
            ModuleCase.Numbers([5, 8], [6, 8])) with { Relative = 1e-4 },
        ModuleCase.Of(
            "TransformerDecoderLayer, every mask",
            () => TransformerDecoderLayer(8, 2, 12),
            (m, inputs) =>
            [
                m.call(
                    TimeFirst(inputs[0]), TimeFirst(inputs[1]), Causal, Seen.to(ScalarType.Float32), inputs[0].mean([2]).gt(1.5), inputs[1].mean([2]).gt(1.5)),
            ],
            ModuleCase.Numbers([5, 8], [5, 8])) with { Relative = 1e-4 },
        ModuleCase.Of(
            "TransformerDecoder",
            () => TransformerDecoder(TransformerDecoderLayer(8, 2, 12), 2),
            (m, inputs) => [m.call(TimeFirst(inputs[0]), TimeFirst(inputs[1]))],
            ModuleCase.Numbers([5, 8], [6, 8])) with { Relative = 1e-4 },
        ModuleCase.Of(
            "Transformer",
            () => Transformer(8, 2, 1, 1, 12),
            (m, inputs) => [m.call(TimeFirst(inputs[1]), TimeFirst(inputs[0]), null!, Causal)],
            ModuleCase.Numbers([5, 8], [6, 8])) with { Relative = 1e-4 },
    ];

    // The modules want [time, rows, width].
    private static Tensor TimeFirst(Tensor byRows) => byRows.transpose(0, 1);

    private static Tensor Causal { get; } = full(5, 5, float.NegativeInfinity).triu(1).DetachFromDisposeScope();

    private static Tensor Seen { get; } = ones(5, 5, ScalarType.Bool).tril().DetachFromDisposeScope();

    private static IReadOnlyList<Tensor> Both(Tuple<Tensor, Tensor> pair) => [pair.Item1, pair.Item2];

    private static ModuleCase Attend(string name, Func<Tensor, Tensor, Tensor, Tensor> attend) => ModuleCase.Of(
        name, inputs => [attend(inputs[0], inputs[1], inputs[2])], ModuleCase.Numbers([2, 5, 4], [2, 5, 4], [2, 5, 4]));

    private static ModuleCase Multihead(
        string name, Func<MultiheadAttention> make, Func<MultiheadAttention, Tensor, Tensor, Tensor, IReadOnlyList<Tensor>> attend) =>
        ModuleCase.Of(
            name,
            make,
            (module, inputs) => attend(module, TimeFirst(inputs[0]), TimeFirst(inputs[1]), TimeFirst(inputs[2])),
            ModuleCase.Numbers([5, 8], [6, 8], [6, 8])) with
        { Relative = 1e-4 };
}
