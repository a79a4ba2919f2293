using System.Globalization;

namespace DeepPipe.Data;

/// <summary>Why a cell is not of its column's kind.</summary>
internal enum CellFault
{
    /// <summary>It is no number.</summary>
    Text,

    /// <summary>It is an infinity.</summary>
    Infinite,

    /// <summary>It is not whole.</summary>
    Fraction,

    /// <summary>It is whole and not exact as a double.</summary>
    TooLarge,

    /// <summary>It names no part.</summary>
    Part,

    /// <summary>It is no time.</summary>
    Time,

    /// <summary>It is a time that is not exact as a double.</summary>
    BeyondTime,

    /// <summary>It is a time that the clocks of its zone leave out.</summary>
    SkippedTime,

    /// <summary>It is no list of numbers.</summary>
    Vector,

    /// <summary>A member of it holds what stands between members.</summary>
    Separator,

    /// <summary>It names no file that can be read.</summary>
    Image,
}

/// <summary>
/// Collects cells that are not of their column's kind, so that one run names up to ten problems: a line for each column and fault,
/// with the first cell, the number of further ones and a few of them.
/// </summary>
/// <param name="path">The file, as the user wrote it.</param>
/// <param name="missingKey">The config key whose list of words would make a text a gap; null where there is none.</param>
internal sealed class BadCells(string path, string? missingKey)
{
    private const int Most = 10;
    private const int MostFurther = 3;
    private readonly Dictionary<(string Column, CellFault Fault), Group> groups = [];
    private long cellCount;

    public string Path => path;

    public bool IsEmpty => cellCount == 0;

    public bool IsFull => cellCount >= Most;

    /// <summary>Adds a cell: what it is, and sentences that say what is expected.</summary>
    public void Add(long row, string column, CellFault fault, string found, string expected)
    {
        cellCount++;
        if (groups.TryGetValue((column, fault), out var group))
            group.Add(row, found);
        else
            groups.Add((column, fault), new Group(groups.Count, row, found, expected));
    }

    public void AddText(long row, string column, string text, bool isInteger) =>
        Add(row, column, CellFault.Text, Quoted.Text(text), $"Expected a {(isInteger ? "whole number" : "number")}{Gap(text)}.");

    public void AddInfinite(long row, string column, string text) =>
        Add(row, column, CellFault.Infinite, text, "Expected a finite number; leave the cell empty where the value is not known.");

    public void AddFraction(long row, string column, string text) =>
        Add(row, column, CellFault.Fraction, text, "Expected a whole number; to accept fractions, declare the column as number.");

    public void AddTooLarge(long row, string column, string text) =>
        Add(row, column, CellFault.TooLarge, text,
            "Whole numbers beyond 9007199254740991 are not exact; declare the column as category if it is an identifier.");

    public void AddTime(long row, Column column, TimeKind kind, string text)
    {
        var (fault, expected) = kind switch
        {
            TimeKind.Beyond => (CellFault.BeyondTime, $"Expected a time from 1684 to 2255, which is exact to a microsecond{Gap(text)}."),
            TimeKind.Skipped => (CellFault.SkippedTime,
                $"The clocks of {column.TimeZone} leave this time out: write the offset behind it, or correct data.columns.{column.Name}.time_zone."),
            _ when column.Format is { } format => (CellFault.Time, $"Expected a time as {format}{Gap(text)}."),
            _ => (CellFault.Time, $"Expected a date or a time of ISO 8601, such as 2024-02-29 or 2024-02-29T12:30:00Z{Gap(text)}."),
        };
        Add(row, column.Name, fault, Quoted.Text(text), expected);
    }

    public void AddVector(long row, string column, string text) =>
        Add(row, column, CellFault.Vector, Quoted.Text(text), $"Expected finite numbers, separated by blanks, commas or semicolons{Gap(text)}.");

    public void AddSeparator(long row, Column column, string member) =>
        Add(row, column.Name, CellFault.Separator, $"a list with {Quoted.Text(member)}",
            $"Expected members without {Quoted.Text(column.Separator)}, which stands between them; choose another data.columns.{column.Name}.separator.");

    public void AddImage(long row, string column, string path, string reason) =>
        Add(row, column, CellFault.Image, Quoted.Text(path), $"Expected the path of an image file, from the table's folder: {reason}{Gap(path)}.");

    /// <summary>Throws all that was collected, in the order of rows.</summary>
    /// <param name="rowCount">How many rows were looked at.</param>
    public void ThrowIfAny(long rowCount)
    {
        if (IsEmpty)
            return;
        var lines = groups.OrderBy(pair => pair.Value.FirstRow).ThenBy(pair => pair.Value.Order).Take(Most)
            .Select(pair => $"{path}: row {pair.Value.FirstRow}: column \"{pair.Key.Column}\" is {Describe(pair.Key.Fault, pair.Value, rowCount)}");
        throw new DataException(string.Join('\n', lines));
    }

    private string Gap(string text) => missingKey is null ? "" : $"; to accept it as a gap, add {Quoted.Text(text)} to {missingKey}";

    private string Describe(CellFault fault, Group group, long rowCount) =>
        fault == CellFault.Text && group.IsVaried && missingKey is not null
            ? $"{group.Describe(rowCount)} If these are names, declare the column as category."
            : group.Describe(rowCount);

    private sealed class Group(int order, long firstRow, string first, string expected)
    {
        private readonly List<string> further = [];
        private long furtherCount;

        public int Order => order;

        public long FirstRow => firstRow;

        /// <summary>Whether the cells are not all the same.</summary>
        public bool IsVaried { get; private set; }

        public void Add(long row, string found)
        {
            IsVaried = IsVaried || found != first;
            if (furtherCount++ < MostFurther)
                further.Add(string.Create(CultureInfo.InvariantCulture, $"{found} in row {row}"));
        }

        public string Describe(long rowCount) => furtherCount == 0 ? $"{first}. {expected}" : string.Create(
            CultureInfo.InvariantCulture,
            $"{first}. {expected} The same holds of {furtherCount} more {(furtherCount == 1 ? "cell" : "cells")} in the {rowCount} rows read: "
            + $"{string.Join(", ", further)}{(furtherCount > MostFurther ? ", ..." : ".")}");
    }
}
