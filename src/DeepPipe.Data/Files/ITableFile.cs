using Apache.Arrow;

namespace DeepPipe.Data;

/// <summary>A file as its format gives it: fields and batches as found, nothing parsed or checked beyond the format.</summary>
internal interface ITableFile : IDisposable
{
    /// <summary>The path as the user wrote it; it begins every message.</summary>
    string Path { get; }

    /// <summary>The fields; no two of the same name.</summary>
    Schema Schema { get; }

    /// <summary>
    /// The named fields (indices into <see cref="Schema"/>, ascending) in batches of 1 to
    /// <see cref="TableFile.BatchRows"/> rows, in file order, at the same places each time. The caller owns each batch.
    /// </summary>
    IEnumerable<RecordBatch> Read(IReadOnlyList<int> fields);
}
