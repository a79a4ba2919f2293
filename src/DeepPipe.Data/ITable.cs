using Apache.Arrow;

namespace DeepPipe.Data;

/// <summary>An open table.</summary>
public interface ITable : IDisposable
{
    /// <summary>The columns of every batch, in the file's order.</summary>
    Schema Schema { get; }

    /// <summary>
    /// The rows from the first to the last, in batches of 1 to 65,536. Expected columns come in canonical form
    /// (<see cref="TableFiles"/>). The caller owns each batch; one that is not disposed gives its memory back late, by
    /// finalisation. Can be called again, one enumeration at a time.
    /// </summary>
    /// <exception cref="DataException">A cell of an expected column is not of its kind (the first of each column is named),
    /// or the file is damaged. Thrown where the enumeration meets it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    IEnumerable<RecordBatch> Read(CancellationToken cancel);

    /// <summary>The columns as they are written again: dates, sets, vectors and images as the file holds them, all others as in
    /// <see cref="Schema"/>.</summary>
    Schema Kept { get; }

    /// <summary>The rows as from <see cref="Read"/>, each batch with the same rows to be written again.</summary>
    /// <exception cref="DataException">As from <see cref="Read"/>.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    IEnumerable<TableRows> ReadKept(CancellationToken cancel);
}
