using Apache.Arrow;
using Apache.Arrow.Types;
using DeepPipe.Statistics;

namespace DeepPipe.Data.Tests;

/// <summary>Tables as lists of cells: what tests compare.</summary>
internal static class Tables
{
    /// <summary>All rows of a table as text, a list a row; null where the cell is.</summary>
    public static List<string?[]> Rows(IEnumerable<RecordBatch> batches)
    {
        var rows = new List<string?[]>();
        foreach (var batch in batches)
        {
            using (batch)
            {
                var readers = batch.Arrays.Select(CellText.Reader).ToArray();
                for (var row = 0; row < batch.Length; row++)
                    rows.Add([.. readers.Select(read => read(row))]);
            }
        }
        return rows;
    }

    /// <summary>All rows of a file, with the columns expected, each line joined by bars and null as a dash.</summary>
    public static List<string> Read(string path, IReadOnlyList<Column> expected, params string[] missing)
    {
        using var table = TableFiles.Open(path, expected, missing);
        return [.. Rows(table.Read(CancellationToken.None)).Select(row => string.Join('|', row.Select(cell => cell ?? "-")))];
    }

    /// <summary>The message with which opening and reading a file fails.</summary>
    public static string Complaint(string path, IReadOnlyList<Column> expected, params string[] missing) =>
        Assert.ThrowsAny<DataException>(() => Read(path, expected, missing)).Message;

    public static Column Number(string name) => new(name, ColumnType.Number);

    public static Column Integer(string name) => new(name, ColumnType.Integer);

    public static Column Category(string name) => new(name, ColumnType.Category);

    public static RecordBatch Batch(params (string Name, IArrowArray Array)[] columns) => new(
        new Schema(columns.Select(column => new Field(column.Name, column.Array.Data.DataType, nullable: true)), null),
        columns.Select(column => column.Array), columns[0].Array.Length);

    public static DoubleArray Doubles(params double?[] values)
    {
        var builder = new DoubleArray.Builder();
        foreach (var value in values)
            builder.Append(value);
        return builder.Build();
    }

    public static StringArray Strings(params string?[] values) => new StringArray.Builder().AppendRange(values).Build();

    /// <summary>Writes batches to a file of any format.</summary>
    public static string Write(string path, params RecordBatch[] batches)
    {
        using var sink = TableFiles.Create(path, batches[0].Schema, force: true);
        foreach (var batch in batches)
            sink.Write(batch);
        sink.Complete();
        return path;
    }
}
