using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>
/// The fitted transform of a table: raw numbers, float64 [rows, numbers] with NaN where one is missing, and codes, int64 [rows,
/// categories], to float32 [rows, NumberWidth]: the scaled numbers in the plan's order, then the encodings of categories, then the
/// indicators. Numbers are held within their clip, what is missing is filled, then all is scaled.
/// </summary>
/// <remarks>All arithmetic is in float64, and only its result, held within ±1e15, becomes float32.</remarks>
public sealed class TableTransform : nn.Module<Tensor, Tensor, Tensor>
{
    // The square of a row of such numbers is still a float32; what lies beyond would make every answer NaN.
    private readonly Scalar lowest = (-1e15).ToScalar();
    private readonly Scalar highest = 1e15.ToScalar();
    private readonly ClipColumns? clip;
    private readonly FillMissing? fill;
    private readonly ScaleColumns? scale;

    private readonly EncodeCodes? encode;
    private readonly BinCodes? bins;

    // Buffer, int64: the columns that have an indicator.
    private readonly Tensor? indicated;

    // Buffer, int64: the categories that the network reads by their codes; null for all.
    private readonly Tensor? coded;

    /// <summary>The transform of a plan.</summary>
    public TableTransform(FeaturePlan plan) : base(nameof(TableTransform))
    {
        if (plan.Categories.Any(category => category.Encodings.Count > 0))
            register_module(nameof(encode), encode = new(plan.Categories));
        if (plan.Categories.Any(category => !category.HasCode))
            register_buffer(nameof(coded), coded = Places(plan.Categories, category => category.HasCode));
        if (plan.Numbers.Count == 0)
            return;
        if (plan.Numbers.Any(number => number.Clip is not null))
            register_module(nameof(clip), clip = new([.. plan.Numbers.Select(number => number.Clip)]));
        fill = new([.. plan.Numbers.Select(number => number.Fill)]);
        scale = new([.. plan.Numbers.Select(number => number.Scaling)]);
        register_module(nameof(fill), fill);
        register_module(nameof(scale), scale);
        if (plan.Numbers.Any(number => number.BinEdges is not null))
            register_module(nameof(bins), bins = new(plan.Numbers));
        if (plan.Numbers.Any(number => number.HasIndicator))
            register_buffer(nameof(indicated), indicated = Places(plan.Numbers, number => number.HasIndicator));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor numbers, Tensor codes)
    {
        var parts = new List<Tensor>();
        if (fill is not null && scale is not null)
        {
            var held = clip is null ? numbers : clip.call(numbers);
            parts.Add(scale.call(fill.call(held)).clamp(lowest, highest).to(ScalarType.Float32));
        }
        if (encode is not null)
            parts.Add(encode.call(codes).to(ScalarType.Float32));
        if (indicated is not null)
            parts.Add(numbers.index_select(1, indicated).isnan().to(ScalarType.Float32));
        return parts.Count switch
        {
            0 => numbers.to(ScalarType.Float32),
            1 => parts[0],
            _ => cat(parts, 1),
        };
    }

    /// <summary>Raw columns to what the network reads; blocks pass as they are.</summary>
    public FeatureTensors Apply(RawColumns raw) => new(call(raw.Numbers, raw.Codes), Codes(raw.Numbers, raw.Codes), raw.Blocks);

    /// <summary>The codes that the network reads: raw numbers and codes to int64 [rows, as many as CategorySizes].</summary>
    public Tensor Codes(Tensor numbers, Tensor codes)
    {
        var ofCategories = coded is null ? codes : codes.index_select(1, coded);
        return bins is null ? ofCategories : cat([ofCategories, bins.call(numbers)], 1);
    }

    private static Tensor Places<T>(IReadOnlyList<T> items, Func<T, bool> isOne) =>
        tensor(Enumerable.Range(0, items.Count).Where(index => isOne(items[index])).Select(index => (long)index).ToArray(), ScalarType.Int64);
}
