using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>The numbers of codes: int64 [rows, categories] to float64 [rows, encodings], those of the first category first.</summary>
public sealed class EncodeCodes : nn.Module<Tensor, Tensor>
{
    // Buffer, [codes of all encodings].
    private readonly Tensor values;

    // Buffers, int64 [encodings]: the category that an encoding is of, and where its values begin.
    private readonly Tensor categories;
    private readonly Tensor starts;

    /// <summary>The encodings of all categories; at least one.</summary>
    public EncodeCodes(IReadOnlyList<CategoryFeature> features) : base(nameof(EncodeCodes))
    {
        var encodings = features.SelectMany((feature, category) => feature.Encodings.Select(encoding => (encoding, category))).ToList();
        var firsts = encodings.Select((_, index) => encodings.Take(index).Sum(one => (long)one.encoding.Values.Count)).ToArray();
        values = tensor(encodings.SelectMany(one => one.encoding.Scaled).ToArray(), ScalarType.Float64);
        categories = tensor(encodings.Select(one => (long)one.category).ToArray(), ScalarType.Int64);
        starts = tensor(firsts, ScalarType.Int64);
        register_buffer(nameof(values), values);
        register_buffer(nameof(categories), categories);
        register_buffer(nameof(starts), starts);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor codes) =>
        values.take(codes.index_select(1, categories) + starts);
}
