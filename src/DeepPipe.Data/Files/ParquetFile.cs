using Apache.Arrow;
using ParquetSharp;
using ParquetSharp.Arrow;

namespace DeepPipe.Data;

/// <summary>A Parquet file, read by ParquetSharp straight into Arrow batches; only the columns asked for are read.</summary>
internal sealed class ParquetFile : ITableFile
{
    private readonly ArrowReaderProperties properties = ArrowReaderProperties.GetDefault();
    private readonly FileReader reader;

    public ParquetFile(string path)
    {
        Path = path;
        properties.BatchSize = TableFile.BatchRows;
        properties.UseThreads = true;
        properties.PreBuffer = false;       // it would keep the bytes of every row group to the end
        try
        {
            reader = new FileReader(path, arrowProperties: properties);
            Schema = reader.Schema;
        }
        catch (ParquetException e)
        {
            properties.Dispose();
            throw Damaged(e);
        }
        TableFile.RequireNames(path, Schema.FieldsList.Select(field => field.Name));
    }

    public string Path { get; }

    public Schema Schema { get; }

    public IEnumerable<RecordBatch> Read(IReadOnlyList<int> fields)
    {
        using var stream = Guard(() => reader.GetRecordBatchReader(columns: Leaves(fields)))!;
        while (Guard(() => stream.ReadNextRecordBatchAsync().AsTask().GetAwaiter().GetResult()) is { } batch)
        {
            foreach (var part in TableFile.Cut(batch))
                yield return part;
        }
    }

    public void Dispose()
    {
        reader.Dispose();
        properties.Dispose();
    }

    // Parquet numbers leaves: a list or a struct is one field with leaves of its own.
    private int[] Leaves(IReadOnlyList<int> fields)
    {
        var names = fields.Select(index => Schema.GetFieldByIndex(index).Name).ToHashSet(StringComparer.Ordinal);
        var leaves = reader.ParquetReader.FileMetaData.Schema;
        return [.. Enumerable.Range(0, leaves.NumColumns).Where(leaf => names.Contains(leaves.ColumnRoot(leaf).Name))];
    }

    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ParquetException e)
        {
            throw Damaged(e);
        }
    }

    private DataException Damaged(ParquetException error)
    {
        const string message = "(message: '";
        var text = error.Message;
        var start = text.IndexOf(message, StringComparison.Ordinal);
        var detail = (start < 0 ? text : text[(start + message.Length)..].TrimEnd('\'', ')')).Split('\n')[0].TrimEnd('.');
        return new($"{Path}: is not a whole Parquet file ({detail}). Copy or write the file again.", error);
    }
}
