using Apache.Arrow;
using ParquetSharp;
using ParquetSharp.Arrow;

namespace DeepPipe.Data;

/// <summary>A Parquet file, compressed with Zstandard, in row groups of 262,144 rows: what is held in memory.</summary>
internal sealed class ParquetSink : ITableSink
{
    private const long RowGroupRows = 1 << 18;
    private readonly OutputFile output;
    private readonly FileWriter writer;

    public ParquetSink(OutputFile output, Schema schema)
    {
        this.output = output;
        using var builder = new WriterPropertiesBuilder();
        using var properties = builder.Compression(Compression.Zstd).MaxRowGroupLength(RowGroupRows).Build();
        writer = new FileWriter(output.Stream, schema, properties, leaveOpen: true);
    }

    public void Write(RecordBatch batch) => Guard(() => writer.WriteBufferedRecordBatch(batch));

    public void Complete()
    {
        Guard(writer.Close);
        output.Complete();
    }

    public void Dispose()
    {
        try
        {
            writer.Dispose();
        }
        catch (ParquetException)
        {
            // The file was not completed and is removed: its unwritten end is of no account.
        }
        output.Dispose();
    }

    private void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is ParquetException or IOException)
        {
            output.Stream.ThrowIfFailed();
            throw;
        }
        output.Stream.ThrowIfFailed();
    }
}
