using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>What is learned beside a linear layer: [rows, ..., inputs] to [rows, ..., outputs], 0 before the first step.</summary>
internal sealed class LowRankAdapter : nn.Module<Tensor, Tensor>
{
    /// <summary>The name of an adapter within its layer.</summary>
    public const string Name = "lora";

    // [rank, inputs] and [outputs, rank].
    private readonly Parameter down;
    private readonly Parameter up;

    // Buffer: alpha / rank, so that the weights of a checkpoint can be added up without its config.
    private readonly Tensor scale;
    private readonly Dropout? dropout;

    /// <param name="layer">The layer beside which it stands.</param>
    /// <param name="config">Rank, alpha and dropout.</param>
    public LowRankAdapter(Linear layer, LoraConfig config) : base(nameof(LowRankAdapter))
    {
        var weight = layer.weight!;
        var (outputs, inputs) = (weight.shape[0], weight.shape[1]);
        down = Fresh.TruncatedNormal(1 / Math.Sqrt(inputs), config.Rank, inputs);
        up = Fresh.Filled(0, outputs, config.Rank);
        scale = tensor((float)(config.Alpha / config.Rank));
        register_parameter(nameof(down), down);
        register_parameter(nameof(up), up);
        register_buffer(nameof(scale), scale);
        if (config.Dropout > 0)
            register_module(nameof(dropout), dropout = nn.Dropout(config.Dropout));
    }

    /// <summary>Whether the layer's weights hold it already, so that it adds nothing.</summary>
    public bool IsMerged { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) =>
        nn.functional.linear(nn.functional.linear(dropout is null ? input : dropout.call(input), down), up) * scale;

    /// <summary>What it adds to the layer's weights, [outputs, inputs].</summary>
    public Tensor Addend() => Addend(down, up, scale);

    /// <summary>What the adapter of a checkpoint adds to its layer's weights; null where the layer has none.</summary>
    /// <param name="stored">The checkpoint's tensors.</param>
    /// <param name="weight">The name of the layer's weights in it.</param>
    public static Tensor? AddendOf(IReadOnlyDictionary<string, Tensor> stored, string weight)
    {
        const string ending = ".weight";
        if (!weight.EndsWith(ending, StringComparison.Ordinal))
            return null;
        var adapter = $"{weight[..^ending.Length]}.{Name}.";
        return stored.TryGetValue(adapter + nameof(down), out var one)
            && stored.TryGetValue(adapter + nameof(up), out var other)
            && stored.TryGetValue(adapter + nameof(scale), out var factor) ? Addend(one, other, factor) : null;
    }

    private static Tensor Addend(Tensor down, Tensor up, Tensor scale) => up.mm(down) * scale;
}
