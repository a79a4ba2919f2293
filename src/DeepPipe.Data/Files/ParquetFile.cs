using Apache.Arrow;
using Apache.Arrow.Types;
using ParquetSharp;
using ParquetSharp.Arrow;

namespace DeepPipe.Data;

/// <summary>A Parquet file, read by ParquetSharp straight into Arrow batches; only the columns asked for are read.</summary>
internal sealed class ParquetFile : ITableFile
{
    private readonly ArrowReaderProperties properties = ArrowReaderProperties.GetDefault();
    private readonly FileReader reader;

    /// <param name="path">The file.</param>
    /// <param name="codesTexts">Whether columns of text come as dictionaries, which is how most files hold them.</param>
    public ParquetFile(string path, bool codesTexts)
    {
        Path = path;
        properties.BatchSize = TableFile.BatchRows;
        properties.UseThreads = true;
        properties.PreBuffer = false;       // it would keep the bytes of every row group to the end
        try
        {
            reader = codesTexts ? OpenCoded(path) : new FileReader(path, arrowProperties: properties);
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

    // What a reader is to do with a column is said by the column's number before it is opened.
    private FileReader OpenCoded(string path)
    {
        using (var plain = new FileReader(path))
        {
            var leaves = plain.ParquetReader.FileMetaData.Schema;
            for (var leaf = 0; leaf < leaves.NumColumns; leaf++)
            {
                using var root = leaves.ColumnRoot(leaf);
                if (plain.Schema.GetFieldByName(root.Name)?.DataType is StringType)
                    properties.SetReadDictionary(leaf, true);
            }
        }
        return new FileReader(path, arrowProperties: properties);
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
        const string before = "(message: '", behind = "')";
        var text = error.Message;
        var start = text.IndexOf(before, StringComparison.Ordinal);
        if (start >= 0)
            text = text[(start + before.Length)..];
        if (start >= 0 && text.EndsWith(behind, StringComparison.Ordinal))
            text = text[..^behind.Length];
        var detail = text.Split('\n')[0].TrimEnd('.');
        return new($"{Path}: is not a whole Parquet file ({detail}). Copy or write the file again.", error);
    }
}
