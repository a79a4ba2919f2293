using Apache.Arrow;

namespace DeepPipe.Data;

/// <summary>Image files that a table names by paths from its own folder.</summary>
internal static class ImagePaths
{
    /// <summary>The bytes of images that a batch may have: below the 2^31 of an Arrow column, and bearable in memory a few times.</summary>
    public const long BatchBytes = 64 << 20;

    /// <summary>The bytes of an image file; null, with the reason, where it cannot be read.</summary>
    /// <param name="table">The file of the table.</param>
    /// <param name="path">The path in its cell.</param>
    /// <param name="reason">Why not, as the end of a sentence.</param>
    public static byte[]? Read(string table, string path, out string reason)
    {
        reason = "a path has no null character";
        if (path.Contains('\0', StringComparison.Ordinal))
            return null;
        var full = Full(table, path);
        try
        {
            if (File.Exists(full) && File.ReadAllBytes(full) is { Length: > 0 } bytes)
                return bytes;
            reason = File.Exists(full) ? $"{full} is empty" : $"there is no {full}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            reason = $"{full} cannot be read ({e.Message.TrimEnd('.')})";
        }
        return null;
    }

    /// <summary>The batch in pieces whose images have at most <see cref="BatchBytes"/>, or of one row; it is taken over.</summary>
    /// <param name="batch">Rows whose cells name images.</param>
    /// <param name="columns">The columns that name them.</param>
    /// <param name="table">The file of the table.</param>
    public static IEnumerable<RecordBatch> Cut(RecordBatch batch, IReadOnlyList<int> columns, string table)
    {
        using (batch)
        {
            var readers = columns.Select(column => CellText.Reader(batch.Column(column))).ToList();
            var start = 0;
            var total = 0L;
            for (var row = 0; row < batch.Length; row++)
            {
                var length = readers.Sum(read => read(row) is { Length: > 0 } path ? Length(table, path) : 0);
                if (row > start && total + length > BatchBytes)
                {
                    yield return batch.SliceShared(start, row - start);
                    (start, total) = (row, 0);
                }
                total += length;
            }
            if (batch.Length > start)
                yield return batch.SliceShared(start, batch.Length - start);
        }
    }

    private static long Length(string table, string path) =>
        !path.Contains('\0', StringComparison.Ordinal) && new FileInfo(Full(table, path)) is { Exists: true } file ? file.Length : 0;

    private static string Full(string table, string path) =>
        Path.GetFullPath(path, Path.GetDirectoryName(Path.GetFullPath(table))!);
}
