using System.Globalization;
using System.Text;

namespace DeepPipe.Configuration;

/// <summary>Dotted keys: <c>targets.0.column</c>. A part that itself holds a dot, a quote or "=" stands in double quotes.</summary>
public static class KeyPath
{
    /// <summary>The dotted key of these parts; empty paths add nothing.</summary>
    /// <param name="path">A dotted key that stands already, perhaps empty.</param>
    /// <param name="part">The next key, unquoted.</param>
    public static string Append(string path, string part)
    {
        var needsQuotes = part.Length == 0 || part.AsSpan().ContainsAny(".\"=");
        var escaped = part.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        var written = needsQuotes ? $"\"{escaped}\"" : part;
        return path.Length == 0 ? written : $"{path}.{written}";
    }

    /// <summary>The dotted key of these parts, each unquoted: <c>Join("columns", name, "between")</c>.</summary>
    public static string Join(params ReadOnlySpan<string> parts)
    {
        var path = "";
        foreach (var part in parts)
            path = Append(path, part);
        return path;
    }

    internal static string Append(string path, int index) => Append(path, index.ToString(CultureInfo.InvariantCulture));

    /// <summary>The parts of a dotted key, unquoted; null where a quote is not closed or a part is empty.</summary>
    internal static IReadOnlyList<string>? Split(string path)
    {
        var parts = new List<string>();
        for (var at = 0; at <= path.Length; at++)
        {
            var part = at < path.Length && path[at] == '"' ? Quoted(path, ref at) : Plain(path, ref at);
            if (part is null || (at < path.Length && path[at] != '.'))
                return null;
            parts.Add(part);
        }
        return parts;
    }

    private static string? Plain(string path, ref int at)
    {
        var start = at;
        while (at < path.Length && path[at] != '.')
            at++;
        return at == start ? null : path[start..at];
    }

    private static string? Quoted(string path, ref int at)
    {
        var text = new StringBuilder();
        for (at++; at < path.Length; at++)
        {
            if (path[at] == '"')
            {
                at++;
                return text.ToString();
            }
            if (path[at] == '\\' && at + 1 < path.Length)
                at++;
            text.Append(path[at]);
        }
        return null;
    }
}
