namespace DeepPipe.Data;

/// <summary>How the rows of a table are read as steps of series.</summary>
/// <param name="Path">The table, as messages name it.</param>
/// <param name="Columns">The columns of numbers, at least one.</param>
public sealed record StepReading(string Path, IReadOnlyList<string> Columns)
{
    /// <summary>The column that must ascend within a series, of dates or numbers; null for none.</summary>
    public Column? Time { get; init; }

    /// <summary>The column that tells series apart; null where there is one series.</summary>
    public string? Series { get; init; }

    /// <summary>What becomes of a step without a number.</summary>
    public StepGaps Gaps { get; init; }

    /// <summary>All columns that are read.</summary>
    internal IReadOnlyList<string> Names => [.. Columns, .. new[] { Time?.Name, Series }.OfType<string>()];
}
