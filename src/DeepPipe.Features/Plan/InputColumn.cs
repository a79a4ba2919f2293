using DeepPipe.Statistics;

namespace DeepPipe.Features;

/// <summary>A raw column that may become a feature.</summary>
/// <param name="Name">The column's name in the source.</param>
/// <param name="Type">The column's type.</param>
public sealed record InputColumn(string Name, ColumnType Type)
{
    /// <summary>Of a set: what stands between members.</summary>
    public string Separator { get; init; } = "|";

    /// <summary>Of the steps of series in a window: what a cell holds; null of any other column.</summary>
    public SeriesSpan? Span { get; init; }
}
