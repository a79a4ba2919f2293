using System.Globalization;
using System.Text;
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
                var readers = batch.Arrays.Select(Reader).ToArray();
                for (var row = 0; row < batch.Length; row++)
                    rows.Add([.. readers.Select(read => read(row))]);
            }
        }
        return rows;
    }

    // Vectors and images have no text of their own.
    private static Func<int, string?> Reader(IArrowArray array) => array switch
    {
        ListArray { Values: FloatArray numbers } lists => row => lists.IsNull(row) ? null
            : $"[{string.Join(' ', numbers.Values[lists.ValueOffsets[row]..lists.ValueOffsets[row + 1]].ToArray().Select(number => number.ToString(CultureInfo.InvariantCulture)))}]",
        BinaryArray bytes and not StringArray => row => bytes.IsNull(row) ? null : Encoding.Latin1.GetString(bytes.GetBytes(row)),
        _ => CellText.Reader(array),
    };

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

    public static BinaryArray Bytes(params string?[] values)
    {
        var builder = new BinaryArray.Builder();
        foreach (var value in values)
        {
            if (value is null)
                builder.AppendNull();
            else
                builder.Append(Encoding.Latin1.GetBytes(value).AsSpan());
        }
        return builder.Build();
    }

    /// <summary>Lists of texts.</summary>
    public static ListArray Lists(params string?[]?[] rows)
    {
        var lists = new ListArray.Builder(StringType.Default);
        var items = (StringArray.Builder)lists.ValueBuilder;
        foreach (var row in rows)
        {
            if (row is null)
                lists.AppendNull();
            else
                lists.Append();
            items.AppendRange(row ?? []);
        }
        return lists.Build();
    }

    /// <summary>Lists of numbers.</summary>
    public static ListArray Lists(params double?[]?[] rows)
    {
        var lists = new ListArray.Builder(DoubleType.Default);
        var items = (DoubleArray.Builder)lists.ValueBuilder;
        foreach (var row in rows)
        {
            if (row is null)
                lists.AppendNull();
            else
                lists.Append();
            foreach (var value in row ?? [])
                items.Append(value);
        }
        return lists.Build();
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
