using System.Globalization;
using DeepPipe.Configuration;

namespace DeepPipe.Data;

/// <summary>The first value for which an undeclared column, nearly all of whose values are numbers, is a category.</summary>
/// <param name="Column">The column.</param>
/// <param name="Path">The file.</param>
/// <param name="Row">The data row in it, from 1.</param>
/// <param name="Text">The value.</param>
/// <param name="IsName">Whether it is digits that make a name: behind a leading zero, or beyond 2^53 - 1.</param>
/// <param name="NumberCount">How many values of the column are numbers.</param>
/// <param name="StrayCount">How many are not.</param>
public sealed record StrayText(string Column, string Path, long Row, string Text, bool IsName, long NumberCount, long StrayCount)
{
    /// <summary>So many numbers for one value that is none are nearly all.</summary>
    internal const int LeastNumbersPerStray = 9;

    /// <summary>The sentences for the user.</summary>
    public override string ToString()
    {
        var gap = IsName ? "" : $", or add {Quoted.Text(Text)} to {Dataset.MissingKey} where it stands for a gap";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Path}: row {Row}: column \"{Column}\" is {Quoted.Text(Text)}, and for {Others} the column is taken for a category, though "
            + $"{NumberCount} of its values are numbers. Declare {KeyPath.Join("data", "columns", Column)} as number to have what is no number refused, "
            + $"or as category to keep it so{gap}.");
    }

    private string Others => StrayCount == 1
        ? "this value alone"
        : string.Create(CultureInfo.InvariantCulture, $"{StrayCount} such values");
}
