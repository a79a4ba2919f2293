using System.IO.Compression;

namespace DeepPipe.Data;

/// <summary>Gzip, told by content and not by name.</summary>
internal static class Gzip
{
    public static bool IsGzip(string path)
    {
        using var file = File.OpenRead(path);
        return file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
    }

    public static Stream Open(string path) =>
        new GZipStream(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16), CompressionMode.Decompress);

    /// <summary>
    /// Reads the file to its end. DuckDB takes a gzip file that was cut off for a shorter one; this one does not.
    /// </summary>
    /// <exception cref="DataException">The file is cut off or damaged.</exception>
    public static void RequireWhole(string path, CancellationToken cancel)
    {
        var buffer = new byte[1 << 17];
        try
        {
            using var text = Open(path);
            while (text.Read(buffer) > 0)
                cancel.ThrowIfCancellationRequested();
        }
        catch (InvalidDataException e)
        {
            throw Damaged(path, e);
        }
    }

    public static DataException Damaged(string path, InvalidDataException error) =>
        new($"{path}: the gzip data is cut off or damaged. Copy or download the file again.", error);
}
