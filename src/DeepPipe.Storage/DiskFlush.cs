namespace DeepPipe.Storage;

/// <summary>Brings written bytes from the system's cache to the disk.</summary>
internal static class DiskFlush
{
    public static void File(string path)
    {
        using var handle = System.IO.File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }

    public static void Folder(string path)
    {
        foreach (var file in Directory.EnumerateFiles(path, "*", Everything))
            File(file);
    }

    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
}
