namespace DeepPipe.Storage;

/// <summary>
/// A file under a temporary name in the target's own folder, which takes the target's name when it is complete.
/// Until then readers see the old file, or none; without <see cref="Complete"/>, disposing removes what was written.
/// </summary>
/// <remarks>Errors of the disk and of access pass through as the runtime's own exceptions.</remarks>
public sealed class PendingFile : IDisposable
{
    private bool isComplete;

    /// <summary>Reserves a temporary name for <paramref name="path"/>. Creates no file.</summary>
    /// <exception cref="DirectoryNotFoundException">The target's folder does not exist.</exception>
    public PendingFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Path = System.IO.Path.GetFullPath(path);
        TemporaryPath = TemporaryName.Beside(Path);
    }

    /// <summary>Full path of the file as readers will find it.</summary>
    public string Path { get; }

    /// <summary>Full path to write to. Its extension is not the target's.</summary>
    public string TemporaryPath { get; }

    /// <summary>Opens the temporary file for writing; refuses one that is already there.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is read-only.</exception>
    public FileStream OpenWrite() => new(TemporaryPath, FileMode.CreateNew, FileAccess.ReadWrite);

    /// <summary>
    /// Flushes the temporary file to the disk and renames it over the target. Whoever wrote it has closed it.
    /// After a loss of power the target is the old or the new file, whole in either case.
    /// </summary>
    public void Complete()
    {
        DiskFlush.File(TemporaryPath);
        File.Move(TemporaryPath, Path, overwrite: true);
        isComplete = true;
    }

    /// <summary>Removes the temporary file, unless it was completed.</summary>
    public void Dispose()
    {
        if (!isComplete)
            Removal.TryFile(TemporaryPath);
    }
}
