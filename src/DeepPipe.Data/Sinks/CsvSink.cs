using System.Buffers;
using System.IO.Compression;
using System.Text;
using Apache.Arrow;

namespace DeepPipe.Data;

/// <summary>
/// A CSV file: UTF-8, a header, \n, quotes where RFC 4180 asks for them, null as the empty field, numbers in the shortest
/// form that reads back the same; gzip where the name ends in .gz.
/// </summary>
internal sealed class CsvSink : ITableSink
{
    private const int FlushBytes = 1 << 16;
    private readonly ArrayBufferWriter<byte> buffer = new(2 * FlushBytes);
    private readonly OutputFile output;
    private readonly Stream content;
    private readonly CsvField field;

    public CsvSink(OutputFile output, Schema schema, char delimiter)
    {
        this.output = output;
        field = new CsvField(buffer, (byte)delimiter, isOnly: schema.FieldsList.Count == 1);
        content = output.Path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(output.Stream, CompressionLevel.Fastest, leaveOpen: true)
            : output.Stream;
        WriteHeader(schema);
    }

    /// <summary>Refuses columns whose cells have no text.</summary>
    public static void RequireTexts(string path, Schema schema)
    {
        foreach (var column in schema.FieldsList.Where(column => !CellText.Accepts(column.DataType)))
            throw new DataException($"{path}: column \"{column.Name}\" holds {ArrowTypes.Describe(column.DataType)}, " +
                "which CSV cannot. Write to .parquet or .arrow.");
    }

    public void Write(RecordBatch batch)
    {
        var columns = batch.Arrays.Select(field.Writer).ToArray();
        for (var row = 0; row < batch.Length; row++)
        {
            for (var column = 0; column < columns.Length; column++)
            {
                Separate(column);
                columns[column](row);
            }
            EndRecord();
        }
    }

    public void Complete()
    {
        Flush();
        if (content != output.Stream)
            content.Dispose();
        output.Complete();
    }

    public void Dispose() => output.Dispose();

    private void WriteHeader(Schema schema)
    {
        for (var column = 0; column < schema.FieldsList.Count; column++)
        {
            Separate(column);
            field.Write(Encoding.UTF8.GetBytes(schema.GetFieldByIndex(column).Name));
        }
        EndRecord();
    }

    private void Separate(int column)
    {
        if (column > 0)
            buffer.Write([field.Delimiter]);
    }

    private void EndRecord()
    {
        buffer.Write("\n"u8);
        if (buffer.WrittenCount >= FlushBytes)
            Flush();
    }

    private void Flush()
    {
        content.Write(buffer.WrittenSpan);
        buffer.ResetWrittenCount();
    }
}
