using System.Globalization;
using System.Text.RegularExpressions;

namespace DeepPipe.Data;

/// <summary>DuckDB's complaints about a CSV file, each as a sentence with place and remedy.</summary>
internal static partial class CsvErrors
{
    public static DataException Explain(string path, int columnCount, Exception error)
    {
        var text = error.Message;
        var line = LineNumber().Match(text) is { Success: true } match ? $"line {match.Groups[1].Value}" : "a line";
        if (FieldCount().Match(text) is { Success: true } found)
            return new($"{path}: {line} has {Fields(found.Groups[1].Value, columnCount)} of the header. " +
                "Mend the line; a field that contains the delimiter or a line break needs quotes.", error);
        if (text.Contains("unterminated quote", StringComparison.Ordinal))
            return new($"{path}: {line} has a quote that is not closed, or text after a closing quote. " +
                "Write a quote inside a quoted field twice (\"\").", error);
        if (text.Contains("Invalid unicode", StringComparison.Ordinal))
            return NotUtf8(path, line, error);
        if (text.Contains("Maximum line size", StringComparison.Ordinal))
            return new($"{path}: {line} is longer than 2,000,000 bytes. Is a quote not closed?", error);
        if (text.Contains("invalid state", StringComparison.Ordinal))
            return new($"{path}: the lines cannot be told apart: the file mixes line endings (\\n and \\r\\n), " +
                "or a quote is not closed. Use one line ending throughout.", error);
        return new($"{path}: cannot be read as CSV: {text.Split('\n')[0].TrimEnd('.')}.", error);
    }

    public static DataException NotUtf8(string path, string place, Exception error) =>
        new($"{path}: {place} is not UTF-8. Convert the file first: iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW.", error);

    // DuckDB stops counting at the first field too many.
    private static string Fields(string found, int columnCount)
    {
        var count = int.Parse(found, CultureInfo.InvariantCulture);
        if (count > columnCount)
            return $"more fields than the {columnCount}";
        return $"{count} {(count == 1 ? "field" : "fields")} instead of the {columnCount}";
    }

    [GeneratedRegex(@"CSV Error on Line: (\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex LineNumber();

    [GeneratedRegex(@"Expected Number of Columns: \d+ Found: (\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex FieldCount();
}
