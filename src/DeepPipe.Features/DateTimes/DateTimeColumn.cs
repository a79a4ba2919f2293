using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>
/// The fitted transform of one column of instants: microseconds since 1970, float64 [rows, 1] with NaN where one is missing, to float64
/// [rows, NumberWidth]: elapsed, parts as numbers, sines, cosines, indicator. In a gap all but the indicator are 0.
/// </summary>
/// <remarks>Sines and cosines are looked up: a cycle has few places, and ONNX Runtime has no cosine in float64.</remarks>
public sealed class DateTimeColumn : nn.Module<Tensor, Tensor>
{
    private static readonly Scalar Zero = 0.0.ToScalar();
    private static readonly Scalar Missing = ((long)CategoryFeature.MissingCode).ToScalar();
    private static readonly Scalar Unseen = ((long)CategoryFeature.UnseenCode).ToScalar();
    private static readonly Scalar First = ((long)CategoryFeature.FirstCode).ToScalar();

    private readonly bool hasIndicator;
    private readonly CalendarPart[] numbers;
    private readonly CalendarPart[] cycles;
    private readonly CalendarPart[] codes;

    // Buffers, [elapsed and numbers].
    private readonly Tensor? centre;
    private readonly Tensor? scale;

    // Buffers: the cycles behind each other, and, int64 [cycles], what leads from a part to its place among them.
    private readonly Tensor? sines;
    private readonly Tensor? cosines;
    private readonly Tensor? starts;

    // Buffers, int64 [codes]: what leads from a part to its code, and the last code.
    private readonly Tensor? shifts;
    private readonly Tensor? last;

    /// <summary>The transform of a fitted column.</summary>
    public DateTimeColumn(DateTimeFeature feature) : base(nameof(DateTimeColumn))
    {
        hasIndicator = feature.HasIndicator;
        HasElapsed = feature.Elapsed is not null;
        numbers = [.. feature.Parts.Where(part => part.Form == DateTimeForm.Number)];
        cycles = [.. feature.Parts.Where(part => part.Form == DateTimeForm.Cyclic)];
        codes = [.. feature.Parts.Where(part => part.Form == DateTimeForm.Code)];
        var scalings = numbers.Select(part => new AffineScaling(part.Mean, part.Deviation)).ToList();
        if (feature.Elapsed is { } elapsed)
            scalings.Insert(0, elapsed);
        if (scalings.Count > 0)
        {
            register_buffer(nameof(centre), centre = tensor(scalings.Select(one => one.Centre).ToArray(), ScalarType.Float64));
            register_buffer(nameof(scale), scale = tensor(scalings.Select(one => one.Scale).ToArray(), ScalarType.Float64));
        }
        if (cycles.Length > 0)
        {
            register_buffer(nameof(sines), sines = Phases(Math.Sin));
            register_buffer(nameof(cosines), cosines = Phases(Math.Cos));
            register_buffer(nameof(starts), starts = tensor(Starts(), ScalarType.Int64));
        }
        if (codes.Length > 0)
        {
            register_buffer(nameof(shifts), shifts = tensor(codes.Select(part => CategoryFeature.FirstCode - (long)part.Lowest).ToArray(), ScalarType.Int64));
            register_buffer(nameof(last), last = tensor(codes.Select(part => part.CodeCount - 1L).ToArray(), ScalarType.Int64));
        }
    }

    /// <summary>Whether a part enters by its code.</summary>
    public bool HasCodes => codes.Length > 0;

    /// <summary>Whether the network reads a number of it.</summary>
    public bool HasNumbers => centre is not null || sines is not null;

    private bool HasElapsed { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor microseconds)
    {
        var held = Calendar.Held(microseconds);
        var calendar = new Calendar(held);
        var parts = new List<Tensor>();
        if (centre is not null && scale is not null)
            parts.Add((Side(calendar, numbers, HasElapsed ? [held] : []) - centre) / scale);
        if (sines is not null && cosines is not null && starts is not null)
        {
            var places = Side(calendar, cycles, []) + starts;
            parts.Add(sines.take(places));
            parts.Add(cosines.take(places));
        }
        var missing = microseconds.isnan();
        var all = (parts.Count == 1 ? parts[0] : cat(parts, 1)).masked_fill(missing, Zero);
        return hasIndicator ? cat([all, missing.to(ScalarType.Float64)], 1) : all;
    }

    /// <summary>The codes of the parts that enter so: int64 [rows, parts]. A part beyond those of the train rows is unseen.</summary>
    public Tensor Codes(Tensor microseconds)
    {
        var found = Side(new Calendar(Calendar.Held(microseconds)), codes, []) + shifts!;
        return found.masked_fill(found.lt(First).logical_or(found.gt(last!)), Unseen).masked_fill(microseconds.isnan(), Missing);
    }

    // [rows, columns and parts], of the columns' type.
    private static Tensor Side(Calendar calendar, CalendarPart[] parts, Tensor[] columns)
    {
        Tensor[] all = [.. columns, .. parts.Select(part => calendar.Of(part.Part))];
        if (columns.Length > 0)
            all = Array.ConvertAll(all, one => one.to(ScalarType.Float64));
        return all.Length == 1 ? all[0] : cat(all, 1);
    }

    private Tensor Phases(Func<double, double> wave) => tensor(
        cycles.Select(part => Calendar.Cycle(part.Part)!.Value.Count)
            .SelectMany(count => Enumerable.Range(0, count).Select(place => wave(2 * Math.PI * place / count))).ToArray(),
        ScalarType.Float64);

    private long[] Starts()
    {
        var (starts, end) = (new long[cycles.Length], 0L);
        for (var index = 0; index < cycles.Length; index++)
        {
            var (first, count) = Calendar.Cycle(cycles[index].Part)!.Value;
            starts[index] = end - first;
            end += count;
        }
        return starts;
    }
}
