using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>
/// The fitted transform of a table: raw numbers, float64 [rows, numbers and instants] with NaN where one is missing, and codes, int64
/// [rows, categories], to float32 [rows, NumberWidth]: the scaled numbers in the plan's order, then the encodings of categories, then the
/// indicators, then what is read of instants. Numbers are held within their clip, what is missing is filled, then all is scaled.
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

    private readonly int numberCount;
    private readonly ModuleList<DateTimeColumn>? dateTimes;

    // Buffer, int64: the columns that have an indicator.
    private readonly Tensor? indicated;

    // Buffer, int64: the categories that the network reads by their codes; null for all.
    private readonly Tensor? coded;

    /// <summary>The transform of a plan.</summary>
    public TableTransform(FeaturePlan plan) : base(nameof(TableTransform))
    {
        numberCount = plan.Numbers.Count;
        if (plan.DateTimes.Count > 0)
            register_module(nameof(dateTimes), dateTimes = nn.ModuleList(plan.DateTimes.Select(one => new DateTimeColumn(one)).ToArray()));
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
            var held = clip is null ? Own(numbers) : clip.call(Own(numbers));
            parts.Add(scale.call(fill.call(held)).clamp(lowest, highest).to(ScalarType.Float32));
        }
        if (encode is not null)
            parts.Add(encode.call(codes).to(ScalarType.Float32));
        if (indicated is not null)
            parts.Add(numbers.index_select(1, indicated).isnan().to(ScalarType.Float32));
        parts.AddRange(Instants(numbers, one => one.HasNumbers, (one, column) => one.call(column).clamp(lowest, highest).to(ScalarType.Float32)));
        return parts.Count switch
        {
            0 => Own(numbers).to(ScalarType.Float32),
            1 => parts[0],
            _ => cat(parts, 1),
        };
    }

    /// <summary>Raw columns to what the network reads; blocks pass as they are.</summary>
    public FeatureTensors Apply(RawColumns raw) => new(call(raw.Numbers, raw.Codes), Codes(raw.Numbers, raw.Codes), raw.Blocks);

    /// <summary>The codes that the network reads: raw numbers and codes to int64 [rows, as many as CategorySizes].</summary>
    public Tensor Codes(Tensor numbers, Tensor codes)
    {
        var parts = new List<Tensor> { coded is null ? codes : codes.index_select(1, coded) };
        if (bins is not null)
            parts.Add(bins.call(numbers));
        parts.AddRange(Instants(numbers, one => one.HasCodes, (one, column) => one.Codes(column)));
        return parts.Count == 1 ? parts[0] : cat(parts, 1);
    }

    private Tensor Own(Tensor numbers) => dateTimes is null ? numbers : numbers.narrow(1, 0, numberCount);

    private IEnumerable<Tensor> Instants(Tensor numbers, Func<DateTimeColumn, bool> isRead, Func<DateTimeColumn, Tensor, Tensor> read)
    {
        for (var index = 0; index < (dateTimes?.Count ?? 0); index++)
            if (isRead(dateTimes![index]))
                yield return read(dateTimes[index], numbers.narrow(1, numberCount + index, 1));
    }

    private static Tensor Places<T>(IReadOnlyList<T> items, Func<T, bool> isOne) =>
        tensor(Enumerable.Range(0, items.Count).Where(index => isOne(items[index])).Select(index => (long)index).ToArray(), ScalarType.Int64);
}
