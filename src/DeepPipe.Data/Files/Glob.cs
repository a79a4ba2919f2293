using System.IO.Enumeration;

namespace DeepPipe.Data;

/// <summary>Files by a pattern: <c>*</c> any letters, <c>?</c> one, within a name of a folder or a file.</summary>
internal static class Glob
{
    /// <summary>The files that match, in ordinal order; a path without wildcards, or of an existing file, is itself.</summary>
    /// <exception cref="MissingSourceException">No file matches.</exception>
    public static IReadOnlyList<string> Files(string pattern)
    {
        if (!IsPattern(pattern) || File.Exists(pattern))
            return [pattern];
        var root = Path.GetPathRoot(pattern)!;
        var names = pattern[root.Length..].Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar]);
        IEnumerable<string> folders = [root];
        foreach (var name in names[..^1])
            folders = folders.SelectMany(folder => Folders(folder, name));
        var files = folders.SelectMany(folder => Matching(folder, names[^1], Directory.EnumerateFiles))
            .Order(StringComparer.Ordinal).ToList();
        return files.Count > 0 ? files : throw new MissingSourceException($"{pattern}: no file matches.");
    }

    private static bool IsPattern(string name) => name.AsSpan().ContainsAny('*', '?');

    private static IEnumerable<string> Folders(string folder, string name) =>
        IsPattern(name) ? Matching(folder, name, Directory.EnumerateDirectories) : [Path.Combine(folder, name)];

    private static IEnumerable<string> Matching(string folder, string pattern, Func<string, IEnumerable<string>> list)
    {
        var place = folder.Length == 0 ? "." : folder;
        return !Directory.Exists(place) ? [] : list(place).Select(path => Path.Combine(folder, Path.GetFileName(path)))
            .Where(path => IsMatch(pattern, Path.GetFileName(path)));
    }

    // Hidden names match only a pattern that begins with a dot, as in a shell.
    private static bool IsMatch(string pattern, string name) =>
        (name[0] != '.' || pattern[0] == '.') && FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
}
