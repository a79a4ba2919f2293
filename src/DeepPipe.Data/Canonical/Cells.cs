namespace DeepPipe.Data;

/// <summary>Where a column of a batch stands: what a converter needs to name a cell.</summary>
/// <param name="Column">The column it becomes.</param>
/// <param name="FirstRow">The data row of the batch's first row, from 1.</param>
/// <param name="Missing">The source's words for a gap.</param>
/// <param name="Bad">Takes the cells that do not fit.</param>
internal sealed record Cells(Column Column, long FirstRow, MissingWords Missing, BadCells Bad)
{
    public string Name => Column.Name;

    public bool IsInteger => Column.Type == Statistics.ColumnType.Integer;
}
