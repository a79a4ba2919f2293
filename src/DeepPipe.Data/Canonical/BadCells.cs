namespace DeepPipe.Data;

/// <summary>Collects cells that are not of their column's kind, so that one run names up to ten of them.</summary>
/// <param name="path">The file, as the user wrote it.</param>
/// <param name="missingKey">The config key whose list of words would make a text a gap; null where there is none.</param>
internal sealed class BadCells(string path, string? missingKey)
{
    private const int Most = 10;
    private readonly List<(long Row, int Order, string Message)> cells = [];

    public bool IsEmpty => cells.Count == 0;

    public bool IsFull => cells.Count >= Most;

    /// <summary>Adds a cell: what it is, and sentences that say what is expected.</summary>
    public void Add(long row, string column, string found, string expected) =>
        cells.Add((row, cells.Count, $"{path}: row {row}: column \"{column}\" is {found}. {expected}"));

    public void AddText(long row, string column, string text, bool isInteger)
    {
        var gap = missingKey is null ? "" : $"; to accept it as a gap, add {Quoted.Text(text)} to {missingKey}";
        Add(row, column, Quoted.Text(text), $"Expected a {(isInteger ? "whole number" : "number")}{gap}.");
    }

    public void AddInfinite(long row, string column, string text) =>
        Add(row, column, text, "Expected a finite number; leave the cell empty where the value is not known.");

    public void AddFraction(long row, string column, string text) =>
        Add(row, column, text, "Expected a whole number; to accept fractions, declare the column as number.");

    public void AddTooLarge(long row, string column, string text) =>
        Add(row, column, text,
            "Whole numbers beyond 9007199254740991 are not exact; declare the column as category if it is an identifier.");

    /// <summary>Throws all that was collected, in the order of rows.</summary>
    public void ThrowIfAny()
    {
        if (!IsEmpty)
            throw new DataException(string.Join('\n', cells.Order().Take(Most).Select(cell => cell.Message)));
    }
}
