using System.Text;

namespace DeepPipe.Evaluation;

/// <summary>Cells in aligned columns: the first to the left, the others to the right.</summary>
public sealed class TextTable
{
    private const int LongestCell = 40;

    private readonly List<string[]> rows = [];

    /// <summary>Adds a row; a long cell is cut.</summary>
    public TextTable Add(params IEnumerable<string> cells)
    {
        rows.Add([.. cells.Select(Line)]);
        return this;
    }

    /// <summary>The rows, each with a line end.</summary>
    public override string ToString()
    {
        var widths = Enumerable.Range(0, rows.Max(row => row.Length))
            .Select(column => rows.Max(row => column < row.Length ? row[column].Length : 0))
            .ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            var cells = row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]));
            text.Append(string.Join("  ", cells).TrimEnd()).Append('\n');
        }
        return text.ToString();
    }

    private static string Line(string cell)
    {
        var line = cell.ReplaceLineEndings(" ");
        return line.Length <= LongestCell ? line : $"{line[..(LongestCell - 3)]}...";
    }
}
