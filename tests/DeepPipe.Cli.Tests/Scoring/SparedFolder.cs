using System.Runtime.InteropServices;

namespace DeepPipe.Cli.Tests.Scoring;

/// <summary>A program's folder without some of its files; the rest are hard links, which take no room.</summary>
internal sealed class SparedFolder : IDisposable
{
    private readonly DirectoryInfo folder;

    /// <summary>Links a program's files, those excepted that <paramref name="isSpared"/> names.</summary>
    public SparedFolder(string program, Func<string, bool> isSpared)
    {
        // Links do not reach another file system, so the copy lies beside the original.
        var source = Path.GetDirectoryName(program)!;
        folder = Directory.CreateDirectory($"{source}.spared.{Path.GetRandomFileName()}");
        foreach (var file in Directory.EnumerateFiles(source).Where(file => !isSpared(Path.GetFileName(file))))
            Link(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
        Program = Path.Combine(folder.FullName, Path.GetFileName(program));
    }

    /// <summary>The program in the folder.</summary>
    public string Program { get; }

    /// <inheritdoc/>
    public void Dispose() => folder.Delete(recursive: true);

    private static void Link(string file, string link)
    {
        if (OperatingSystem.IsWindows() || CreateLink(file, link) != 0)
            File.Copy(file, link);
    }

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    private static extern int CreateLink([MarshalAs(UnmanagedType.LPUTF8Str)] string file, [MarshalAs(UnmanagedType.LPUTF8Str)] string link);
}
