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

    /// <summary>The content of a file, unpacked where it is gzip.</summary>
    public static Stream OpenContent(string path) => IsGzip(path) ? Open(path) : File.OpenRead(path);

    /// <summary>
    /// Reads the file to its end and refuses one that was cut off, which DuckDB and .NET both take for a shorter one.
    /// </summary>
    /// <exception cref="DataException">The file is cut off or damaged.</exception>
    public static void RequireWhole(string path, CancellationToken cancel)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var text = new GZipStream(new GzipSeal(file), CompressionMode.Decompress);
            if (!GzipSeal.Ends(text, cancel))
                throw new InvalidDataException("The data is cut off.");
        }
        catch (InvalidDataException e)
        {
            throw Damaged(path, e);
        }
    }

    public static DataException Damaged(string path, InvalidDataException error) =>
        new($"{path}: the gzip data is cut off or damaged. Copy or download the file again.", error);
}
