using System.Globalization;
using Apache.Arrow;
using DeepPipe.Configuration;

namespace DeepPipe.Data;

/// <summary>Every value is one of a list.</summary>
internal sealed class AllowedCheck(IReadOnlyList<string> allowed, string remedy) : IColumnCheck
{
    private readonly HashSet<string> values = [.. allowed];
    private long count;
    private (long Row, string Value) first;

    public void Observe(IArrowArray column, long firstRow)
    {
        var texts = (StringArray)column;
        for (var row = 0; row < texts.Length; row++)
        {
            if (texts.GetString(row) is not { } text || values.Contains(text))
                continue;
            if (count++ == 0)
                first = (firstRow + row, text);
        }
    }

    public string? Violation(long rowCount)
    {
        if (count == 0)
            return null;
        var hint = Nearest.Hint(first.Value, allowed) is { } nearest ? $" {nearest}" : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"has {count} {(count == 1 ? "value" : "values")} that {(count == 1 ? "is" : "are")} not allowed, the first in row " +
            $"{first.Row}: {Quoted.Text(first.Value)}. Allowed: {Quoted.List(allowed)}.{hint} {remedy}");
    }
}
