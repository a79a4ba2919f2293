using Apache.Arrow;
using Apache.Arrow.Ipc;

namespace DeepPipe.Data;

/// <summary>An Arrow IPC file or stream, told by content; uncompressed, as Apache.Arrow reads it without more packages.</summary>
internal sealed class ArrowFile : ITableFile
{
    private static readonly ManagedMemory Memory = new();

    public ArrowFile(string path)
    {
        Path = path;
        using var reader = Open();
        Schema = Guard(() => reader.Schema ?? throw new InvalidDataException("it ends before its schema"));
        TableFile.RequireNames(path, Schema.FieldsList.Select(field => field.Name));
    }

    public string Path { get; }

    public Schema Schema { get; }

    public IEnumerable<RecordBatch> Read(IReadOnlyList<int> fields)
    {
        var schema = new Schema(fields.Select(Schema.GetFieldByIndex), null);
        using var reader = Open();
        while (Guard(reader.ReadNextRecordBatch) is { } batch)
        {
            foreach (var part in TableFile.Cut(Choose(batch, fields, schema)))
                yield return part;
        }
    }

    public void Dispose()
    {
    }

    private static RecordBatch Choose(RecordBatch batch, IReadOnlyList<int> fields, Schema schema)
    {
        using (batch)
        {
            var columns = fields.Select(index => ArrowArrayFactory.BuildArray(batch.Column(index).Data.Retain()));
            return new RecordBatch(schema, columns.ToArray(), batch.Length);
        }
    }

    private ArrowStreamReader Open()
    {
        var stream = File.OpenRead(Path);
        Span<byte> magic = stackalloc byte[6];
        var length = stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return magic[..length].SequenceEqual("ARROW1"u8)
            ? new ArrowFileReader(stream, Memory)
            : new ArrowStreamReader(stream, Memory, leaveOpen: false);
    }

    // Damage surfaces as whatever the bytes happened to break.
    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (NotImplementedException e)
        {
            throw new DataException($"{Path}: holds compressed or unknown Arrow data ({e.Message}). Write it uncompressed.", e);
        }
        catch (Exception e) when (e is not UnauthorizedAccessException)
        {
            var detail = e.Message.TrimEnd('.');
            throw new DataException($"{Path}: is not a whole Arrow file ({detail}). Copy or write the file again.", e);
        }
    }
}
