using Apache.Arrow;

namespace DeepPipe.Data;

/// <summary>
/// A table that is being written, under a temporary name in the folder of the output, until it is complete. Disposed
/// without <see cref="Complete"/> it leaves nothing. Memory does not grow with the number of rows.
/// </summary>
public interface ITableSink : IDisposable
{
    /// <summary>Appends the rows of a batch with the sink's schema. The batch stays the caller's.</summary>
    /// <exception cref="IOException">The disk is full or the folder cannot be written.</exception>
    void Write(RecordBatch batch);

    /// <summary>Flushes to disk and gives the file its name.</summary>
    /// <exception cref="IOException">The disk is full, or the name cannot be taken.</exception>
    void Complete();
}
