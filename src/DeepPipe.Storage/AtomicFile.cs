using System.Text;

namespace DeepPipe.Storage;

/// <summary>Writes files that readers see whole or not at all.</summary>
public static class AtomicFile
{
    private static readonly UTF8Encoding Utf8WithoutMark = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>
    /// Writes a file under a temporary name in the same folder, flushes it to the disk and renames it over
    /// <paramref name="path"/>. Where anything fails, the old file stays as it was and the temporary one is removed.
    /// </summary>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="IOException">The disk refuses, for example because it is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is read-only.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        using var pending = new PendingFile(path);
        using (var stream = pending.OpenWrite())
            write(stream);
        pending.Complete();
    }

    /// <summary>Writes <paramref name="text"/> as UTF-8 without a byte order mark, in the manner of <see cref="Write"/>.</summary>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(Utf8WithoutMark.GetBytes(text)));
}
