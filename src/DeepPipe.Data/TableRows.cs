using Apache.Arrow;

namespace DeepPipe.Data;

/// <summary>Rows to be read, and the same rows to be written again.</summary>
/// <param name="Rows">In canonical form, as from <see cref="ITable.Read"/>; the receiver disposes them.</param>
/// <param name="Kept">With the columns of <see cref="ITable.Kept"/>; the receiver disposes them, before or after the others.</param>
public sealed record TableRows(RecordBatch Rows, RecordBatch Kept) : IDisposable
{
    /// <summary>Releases both.</summary>
    public void Dispose()
    {
        Rows.Dispose();
        Kept.Dispose();
    }
}
