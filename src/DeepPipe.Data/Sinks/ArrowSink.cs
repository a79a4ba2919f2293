using Apache.Arrow;
using Apache.Arrow.Ipc;

namespace DeepPipe.Data;

/// <summary>An Arrow IPC file, uncompressed.</summary>
internal sealed class ArrowSink : ITableSink
{
    private readonly OutputFile output;
    private readonly ArrowFileWriter writer;

    public ArrowSink(OutputFile output, Schema schema)
    {
        this.output = output;
        writer = new ArrowFileWriter(output.Stream, schema, leaveOpen: true);
        writer.WriteStart();
    }

    public void Write(RecordBatch batch) => writer.WriteRecordBatch(batch);

    public void Complete()
    {
        writer.WriteEnd();
        output.Complete();
    }

    public void Dispose()
    {
        writer.Dispose();
        output.Dispose();
    }
}
