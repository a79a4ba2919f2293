using System.Text;
using DeepPipe.Configuration;
using DeepPipe.Statistics;

namespace DeepPipe.Data;

/// <summary>Dates and times: texts, and timestamps and dates of Parquet and Arrow. Exact to a microsecond, from 1684 to 2255.</summary>
public sealed record DateTimeColumnConfig : ColumnConfig, IValidated
{
    private const string TwoDates = "two dates or times of ISO 8601, the first and the last";

    /// <summary>The format of every text, as .NET writes it, invariant: <c>dd.MM.yyyy HH:mm</c>.</summary>
    /// <value>Default: ISO 8601, a date or a date and a time, with an offset or without: <c>2024-02-29T12:30:00.5+01:00</c>.</value>
    public string? Format { get; init; }

    /// <summary>
    /// The zone of what says none: an IANA name, or an offset. Of a time that the clocks show twice, the one in standard time is meant; one
    /// that they leave out is refused.
    /// </summary>
    /// <value>Default <c>UTC</c>.</value>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>The first and the last time, both allowed, in ISO 8601; the last, where it is a date, to the end of the day.</summary>
    /// <value>Default: any.</value>
    public IReadOnlyList<string>? Between { get; init; }

    internal override ColumnType Type => ColumnType.DateTime;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems()
    {
        if (Format is not null && !TimeReading.IsFormat(Format))
            yield return new("format", Format, "a .NET format with a year, such as dd.MM.yyyy HH:mm");
        if (!TimeReading.IsZone(TimeZone))
        {
            yield return new("time_zone", TimeZone, "an IANA name such as Europe/Berlin, or an offset such as +02:00");
            yield break;
        }
        if (Between is not (null or [_, _]))
            yield return new("between", new Phrase($"a list of {Between.Count}"), TwoDates);
        else if (Between is [var first, var last] && (Time(first) is null || Time(last) is null))
            yield return new("between", Time(first) is null ? first : last, TwoDates);
        else if (Bounds is (var least, var greatest) && least > greatest)
            yield return new("between", new Phrase("a list whose first time is the later"), TwoDates);
    }

    internal override Column Named(string name) => base.Named(name) with { Format = Format, TimeZone = TimeZone };

    /// <summary>The first and the last microsecond allowed; null where any is.</summary>
    internal (double Least, double Greatest)? Bounds => Between is [var first, var last] && Time(first) is { } least && Time(last) is { } greatest
        ? (least, IsoTime.IsDate(Encoding.UTF8.GetBytes(last)) ? greatest + TimeReading.MicrosecondsPerDay - 1 : greatest)
        : null;

    private double? Time(string text) =>
        new TimeReading(null, TimeZone).Parse(Encoding.UTF8.GetBytes(text), out var microseconds) == TimeKind.Time ? microseconds : null;
}
