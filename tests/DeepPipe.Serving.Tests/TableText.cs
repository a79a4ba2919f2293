using Apache.Arrow;
using DeepPipe.Data;

namespace DeepPipe.Serving.Tests;

/// <summary>Tables as lists of columns, to write and to compare.</summary>
internal static class TableText
{
    /// <summary>Writes columns in the format of the path's extension.</summary>
    public static string Write(string path, params (string Name, IArrowArray Cells)[] columns)
    {
        var builder = new RecordBatch.Builder();
        foreach (var (name, cells) in columns)
            builder.Append(name, nullable: true, cells);
        return Write(path, builder.Build());
    }

    /// <summary>Writes a batch in the format of the path's extension.</summary>
    public static string Write(string path, RecordBatch rows)
    {
        using var sink = TableFiles.Create(path, rows.Schema, force: false);
        sink.Write(rows);
        sink.Complete();
        return path;
    }

    /// <summary>Every column of a file, in order.</summary>
    public static IReadOnlyList<ColumnText> Read(string path)
    {
        using var table = TableFiles.Open(path, [], []);
        var columns = table.Schema.FieldsList.Select(field => (field.Name, Cells: new List<string>())).ToList();
        foreach (var batch in table.Read(CancellationToken.None))
        {
            using (batch)
            {
                for (var column = 0; column < columns.Count; column++)
                    columns[column].Cells.AddRange(Cells(batch.Column(column)));
            }
        }
        return [.. columns.Select(column => new ColumnText(column.Name, string.Join('\n', column.Cells)))];
    }

    /// <summary>The cells of one column of a file.</summary>
    public static IReadOnlyList<string> Read(string path, string column) =>
        Read(path).Single(found => found.Name == column).Cells.Split('\n');

    private static IEnumerable<string> Cells(IArrowArray array) => Enumerable.Range(0, array.Length).Select(row => array switch
    {
        _ when array.IsNull(row) => "",
        StringArray texts => texts.GetString(row),
        DoubleArray numbers => Text(numbers.GetValue(row)!.Value),
        FloatArray numbers => Text(numbers.GetValue(row)!.Value),
        _ => throw new NotSupportedException(array.GetType().Name),
    });

    private static string Text(IFormattable number) => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A column of a file: its name, and each cell as the text of its value, a line a cell.</summary>
internal sealed record ColumnText(string Name, string Cells);
