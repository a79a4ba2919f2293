using DeepPipe.Configuration;
using DeepPipe.Statistics;

namespace DeepPipe.Data;

/// <summary>The section <c>data</c>: where the table is, what must hold of it, and which rows train, validate and test.</summary>
public sealed record DataConfig : IValidated
{
    /// <summary>Where the table is.</summary>
    public required SourceConfig Source { get; init; }

    /// <summary>How many rows there must be.</summary>
    /// <value>Default: one at least.</value>
    public RowsConfig Rows { get; init; } = new();

    /// <summary>What is known of the columns, by their names. Columns that are not named are inferred.</summary>
    /// <value>Default empty.</value>
    public IReadOnlyDictionary<string, ColumnConfig> Columns { get; init; } = new Dictionary<string, ColumnConfig>();

    /// <summary>Which rows train, validate and test.</summary>
    /// <value>Default: random, a tenth to validate and a fifth to test.</value>
    public SplitConfig Split { get; init; } = new RandomSplitConfig();

    /// <summary>Makes windows of the rows, which are the steps of time series then: for forecasts.</summary>
    /// <value>Default: none; a row is learned from as it is.</value>
    public WindowsConfig? Windows { get; init; }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems()
    {
        if (Windows is not null && Split is not (ChronologicalSplitConfig or ColumnSplitConfig or FilesSplitConfig { ValidationFraction: null }))
            yield return new(
                "split", new Phrase("one that draws rows"), "chronological, column, or files with a file to validate, since windows of data.windows overlap");
        if (Split is ColumnSplitConfig split && Columns.GetValueOrDefault(split.Column) is NumberColumnConfig)
            yield return new($"columns.{split.Column}", "number", "category, since data.split takes words from this column");
        if (Split is ChronologicalSplitConfig { By: { } by } && Columns.GetValueOrDefault(by) is { } declared && !declared.Type.IsNumeric())
            yield return new($"columns.{by}", declared.Type.ToString().ToLowerInvariant(), "datetime, number or integer, since data.split goes by this column");
    }
}
