using DeepPipe.Storage;

namespace DeepPipe.Data;

/// <summary>The file of a sink: checked before any work, under a temporary name until complete, removed if it never is.</summary>
internal sealed class OutputFile : IDisposable
{
    private readonly PendingFile pending;
    private readonly bool force;

    public OutputFile(string path, bool force) : this(path, force, pending => pending.OpenWrite())
    {
    }

    /// <summary>The same over a stream that <paramref name="open"/> gives, so that a test can fill the disk.</summary>
    internal OutputFile(string path, bool force, Func<PendingFile, FileStream> open)
    {
        Path = path;
        this.force = force;
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path));
        if (Directory.Exists(path))
            throw new MissingSourceException($"{path}: is a folder. Give the name of a file.");
        if (!Directory.Exists(folder))
            throw new MissingSourceException($"{path}: the folder {folder} does not exist. Create it first.");
        if (!force && File.Exists(path))
            throw new MissingSourceException($"{path}: exists already. Give another name, or replace it with --force.");
        pending = new PendingFile(path);
        try
        {
            Stream = new GuardedStream(open(pending));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{path}: the folder {folder} cannot be written.", e);
        }
    }

    public string Path { get; }

    public GuardedStream Stream { get; }

    /// <summary>Flushes to disk and takes the name.</summary>
    public void Complete()
    {
        Stream.Dispose();
        if (!force && File.Exists(Path))
            throw new IOException($"{Path}: was created meanwhile by something else, and is kept.");
        pending.Complete();
    }

    public void Dispose()
    {
        Stream.Dispose();
        pending.Dispose();
    }
}
