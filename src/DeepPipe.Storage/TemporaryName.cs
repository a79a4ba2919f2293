using System.Text.RegularExpressions;

namespace DeepPipe.Storage;

/// <summary>Names for what is not complete yet: hidden, in the target's folder, and matched by no pattern for data files.</summary>
public static partial class TemporaryName
{
    private const int LongestTargetPart = 200;          // of the 255 bytes that file systems allow a name

    /// <summary>The message with the names that were asked for instead of temporary ones; a name too long to stand whole in its
    /// temporary one stays.</summary>
    public static string Undone(string message) => Pattern().Replace(message, "$1");

    internal static string Beside(string fullPath)
    {
        var folder = Path.GetDirectoryName(fullPath) ?? throw new IOException($"{fullPath} is not a name that can be written.");
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"The folder {folder} does not exist.");

        var name = Path.GetFileName(fullPath);
        if (name.Length > LongestTargetPart / 4)        // a character is up to four bytes
            name = name[..(LongestTargetPart / 4)];
        return Path.Combine(folder, $".{name}.{Path.GetRandomFileName()}.tmp");
    }

    [GeneratedRegex(@"(?<=[/\\])\.([^/\\]{1,49})\.[a-z0-9]{8}\.[a-z0-9]{3}\.tmp(?![^/\\'])", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
