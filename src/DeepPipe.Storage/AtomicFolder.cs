namespace DeepPipe.Storage;

/// <summary>Makes folders that readers see complete or not at all.</summary>
public static class AtomicFolder
{
    /// <summary>
    /// Fills a folder under a temporary name beside <paramref name="path"/>, flushes its files to the disk and renames it.
    /// Where anything fails, nothing is left behind.
    /// </summary>
    /// <param name="path">The folder to make; its parent exists.</param>
    /// <param name="fill">Gets the temporary folder's path and writes into it.</param>
    /// <exception cref="IOException"><paramref name="path"/> exists already, or the disk refuses.</exception>
    /// <exception cref="DirectoryNotFoundException">The parent folder does not exist.</exception>
    /// <exception cref="UnauthorizedAccessException">The parent folder is read-only.</exception>
    public static void Create(string path, Action<string> fill)
    {
        var target = FullPath(path);
        if (Path.Exists(target))
            throw new IOException($"{target} exists already.");
        Fill(target, fill, temporary => Directory.Move(temporary, target));
    }

    /// <summary>
    /// As <see cref="Create"/>, but takes the place of a folder that is there. On Linux both change places in one step;
    /// where the file system cannot do that, there is an instant at which neither is under the name.
    /// </summary>
    /// <exception cref="IOException"><paramref name="path"/> is a file, or the disk refuses.</exception>
    /// <exception cref="DirectoryNotFoundException">The parent folder does not exist.</exception>
    /// <exception cref="UnauthorizedAccessException">The parent folder is read-only.</exception>
    public static void Replace(string path, Action<string> fill)
    {
        var target = FullPath(path);
        if (File.Exists(target))
            throw new IOException($"{target} is a file, not a folder.");
        Fill(target, fill, temporary => Install(temporary, target));
    }

    private static string FullPath(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
    }

    private static void Fill(string target, Action<string> fill, Action<string> install)
    {
        ArgumentNullException.ThrowIfNull(fill);
        var temporary = TemporaryName.Beside(target);
        try
        {
            Directory.CreateDirectory(temporary);
            fill(temporary);
            DiskFlush.Folder(temporary);
            install(temporary);
        }
        finally
        {
            Removal.TryFolder(temporary);       // after an exchange this is the old folder; after a move there is none
        }
    }

    private static void Install(string temporary, string target)
    {
        if (!Directory.Exists(target))
            Directory.Move(temporary, target);
        else if (!FolderExchange.TryExchange(temporary, target))
            InstallInTwoSteps(temporary, target);
    }

    private static void InstallInTwoSteps(string temporary, string target)
    {
        var aside = TemporaryName.Beside(target);
        Directory.Move(target, aside);
        try
        {
            Directory.Move(temporary, target);
        }
        catch
        {
            Directory.Move(aside, target);
            throw;
        }
        Removal.TryFolder(aside);
    }
}
