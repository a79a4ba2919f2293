using DeepPipe.Statistics;

namespace DeepPipe.Data;

/// <summary>A raw column: its name, exactly as the file spells it, its kind, and what reading its cells needs beside.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The kind.</param>
public sealed record Column(string Name, ColumnType Type)
{
    /// <summary>Of a set: what stands between members in a text, and between the members of a list that is joined.</summary>
    public string Separator { get; init; } = "|";

    /// <summary>Of a date: the one .NET format of texts, invariant; null for ISO 8601.</summary>
    public string? Format { get; init; }

    /// <summary>Of a date: the zone of texts, timestamps and dates that say none: an IANA name, or an offset such as <c>+02:00</c>.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Of a windowed column: what its cells hold; null of any other.</summary>
    public SeriesSpan? Span { get; init; }

    /// <summary>Whether it names rows, and is therefore no feature unless it is declared.</summary>
    public bool IsIdentifier { get; init; }
}
