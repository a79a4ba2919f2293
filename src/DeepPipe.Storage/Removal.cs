namespace DeepPipe.Storage;

/// <summary>Removes temporary files after a failure, without hiding that failure behind one of its own.</summary>
internal static class Removal
{
    public static void TryFile(string path) => Try(() => File.Delete(path));

    public static void TryFolder(string path) => Try(() =>
    {
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
    });

    private static void Try(Action remove)
    {
        try
        {
            remove();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The failure that led here says more than a leftover file.
        }
    }
}
