using System.Globalization;
using System.Text.Json;
using DeepPipe.Configuration;

namespace DeepPipe.Features;

/// <summary>How an instant enters the network. Its calendar is that of UTC; parts that never vary in the train rows are left out.</summary>
public sealed record DateTimeFeatureConfig : IValidated
{
    private const double MicrosecondsPerTick = 1.0 / TimeSpan.TicksPerMicrosecond;

    private static readonly string[] Forms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];

    /// <summary>What of the instant is read, each part once.</summary>
    /// <value>
    /// Default <c>[elapsed, month, week_day, hour]</c>. At least one of <c>elapsed</c>, <c>year</c>, <c>quarter</c>, <c>month</c>, <c>day</c>,
    /// <c>year_day</c>, <c>week_day</c>, <c>hour</c>, <c>minute</c>, <c>second</c>.
    /// </value>
    public IReadOnlyList<DateTimePart> Parts { get; init; } = [DateTimePart.Elapsed, DateTimePart.Month, DateTimePart.WeekDay, DateTimePart.Hour];

    /// <summary>How the parts enter, all but <c>elapsed</c>.</summary>
    /// <value>Default <c>cyclic</c>. One of <c>cyclic</c>, <c>number</c>, <c>code</c>.</value>
    public DateTimeForm Form { get; init; }

    /// <summary>The instant at which <c>elapsed</c> is 0: <c>yyyy-MM-dd</c>, perhaps with <c>THH:mm</c> or <c>THH:mm:ss</c>, in UTC.</summary>
    /// <value>Optional. Without it, the mean of the train rows.</value>
    public string? Since { get; init; }

    /// <summary><see cref="Since"/> in microseconds since 1970.</summary>
    internal double? SinceMicroseconds => Since is { } text && TryRead(text, out var instant)
        ? (instant - DateTime.UnixEpoch).Ticks * MicrosecondsPerTick
        : null;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems()
    {
        if (Parts.Count == 0)
            yield return new("parts", new Phrase("an empty list"), "at least one part");
        for (var index = 0; index < Parts.Count; index++)
            if (Parts.Take(index).Contains(Parts[index]))
                yield return new(KeyPath.Join("parts", index.ToString(CultureInfo.InvariantCulture)), Word(Parts[index]), "each part once");
        if (Since is { } text && !TryRead(text, out _))
            yield return new("since", text, "a day or instant of ISO 8601 in UTC: 2020-01-31, 2020-01-31T12:00");
    }

    private static string Word(DateTimePart part) => JsonNamingPolicy.SnakeCaseLower.ConvertName(part.ToString());

    private static bool TryRead(string text, out DateTime instant) => DateTime.TryParseExact(
        text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);
}

/// <summary>What is read of an instant.</summary>
public enum DateTimePart
{
    /// <summary>The time since <c>since</c>, by the train rows' standard deviation.</summary>
    Elapsed,

    /// <summary>The year of the Gregorian calendar, before 1582 as well.</summary>
    Year,

    /// <summary>1 to 4.</summary>
    Quarter,

    /// <summary>1 to 12.</summary>
    Month,

    /// <summary>The day of the month, 1 to 31.</summary>
    Day,

    /// <summary>The day of the year, 1 to 366.</summary>
    YearDay,

    /// <summary>1 for Monday to 7 for Sunday.</summary>
    WeekDay,

    /// <summary>0 to 23.</summary>
    Hour,

    /// <summary>0 to 59.</summary>
    Minute,

    /// <summary>0 to 59.</summary>
    Second,
}

/// <summary>How the parts of an instant enter the network.</summary>
public enum DateTimeForm
{
    /// <summary>The sine and cosine of the part's place in its cycle; a year, which has none, as with <see cref="Number"/>.</summary>
    Cyclic,

    /// <summary>One number, standardised over the train rows.</summary>
    Number,

    /// <summary>A code from the lowest to the highest of the train rows, which enters as that of a category.</summary>
    Code,
}
