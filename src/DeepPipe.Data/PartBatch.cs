using Apache.Arrow;

namespace DeepPipe.Data;

/// <summary>Rows in canonical form, and what each is for.</summary>
/// <param name="Rows">The rows; the receiver disposes them.</param>
/// <param name="Parts">The part of each row.</param>
public sealed record PartBatch(RecordBatch Rows, ReadOnlyMemory<Part> Parts) : IDisposable
{
    /// <summary>Releases the rows.</summary>
    public void Dispose() => Rows.Dispose();
}
