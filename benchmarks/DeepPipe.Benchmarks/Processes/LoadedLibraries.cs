namespace DeepPipe.Benchmarks;

/// <summary>The native libraries that a command's processes load, as the dynamic linker tells them.</summary>
internal static class LoadedLibraries
{
    /// <summary>Runs a command with the linker's log switched on (LD_DEBUG of glibc, which no load escapes).</summary>
    /// <returns>The file names of all libraries.</returns>
    public static IReadOnlySet<string> Of(string command, IEnumerable<string> arguments)
    {
        using var folder = new ScratchFolder();
        CommandRun.Of(command, arguments, new Dictionary<string, string>
        {
            ["LD_DEBUG"] = "files",
            ["LD_DEBUG_OUTPUT"] = folder.At("log"),
        });
        return Directory.EnumerateFiles(folder.Path)
            .SelectMany(File.ReadLines)
            .Select(LibraryOf)
            .OfType<string>()
            .ToHashSet();
    }

    // "   12345:	calling init: /lib/x86_64-linux-gnu/libc.so.6"
    private static string? LibraryOf(string line)
    {
        const string Mark = "calling init: ";
        var at = line.IndexOf(Mark, StringComparison.Ordinal);
        return at < 0 ? null : Path.GetFileName(line[(at + Mark.Length)..].Trim());
    }
}
