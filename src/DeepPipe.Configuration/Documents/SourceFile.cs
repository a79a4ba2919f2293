using System.Text;

namespace DeepPipe.Configuration.Documents;

/// <summary>The text of a config file, or the problem that kept it from being read.</summary>
internal static class SourceFile
{
    private const int MostBytes = 16 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text, or null after a problem was added. <paramref name="missing"/> words a file that is not there.</summary>
    public static string? Read(string path, Func<Problem> missing, List<Problem> problems)
    {
        try
        {
            if (Directory.Exists(path))
                return Refuse(path, new Phrase("a folder"), "a YAML file", problems);
            if (!File.Exists(path))
            {
                problems.Add(missing());
                return null;
            }
            using var stream = File.OpenRead(path);
            return Text(path, stream, problems);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Refuse(path, new Phrase($"not readable ({error.Message.TrimEnd('.')})"), "a YAML file", problems);
        }
    }

    /// <summary>A file that is not there, with the nearest name of its folder.</summary>
    public static Problem Missing(string path) => new("", null, "a YAML file")
    {
        Place = Place.Whole(path),
        Hint = Neighbour(path),
    };

    /// <summary>The sentence that names the nearest YAML file of the same folder, if there is one.</summary>
    public static string? Neighbour(string path)
    {
        var folder = Path.GetDirectoryName(path) is { Length: > 0 } named ? named : ".";
        if (!Directory.Exists(folder))
            return $"There is no folder \"{folder}\".";
        var names = Directory.EnumerateFiles(folder, "*.y*ml").Select(Path.GetFileName).OfType<string>();
        return Nearest.Hint(Path.GetFileName(path), names.Order(StringComparer.Ordinal));
    }

    private static string? Text(string path, FileStream stream, List<Problem> problems)
    {
        var bytes = new byte[MostBytes + 1];
        var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (count > MostBytes)
            return Refuse(path, new Phrase("larger than 16 MiB"), "a YAML file", problems);
        var content = bytes.AsSpan(0, count);
        if (content.StartsWith(Encoding.UTF8.Preamble))
            content = content[Encoding.UTF8.Preamble.Length..];
        if (content.Contains((byte)0))
            return Refuse(path, new Phrase("binary"), "YAML as UTF-8 text", problems);
        try
        {
            return Strict.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return Refuse(path, new Phrase("not UTF-8 text"), "YAML as UTF-8 text", problems);
        }
    }

    private static string? Refuse(string path, Phrase found, string allowed, List<Problem> problems)
    {
        problems.Add(new Problem("", found, allowed) { Place = Place.Whole(path) });
        return null;
    }
}
