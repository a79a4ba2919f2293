using System.Globalization;
using DeepPipe.Configuration;

namespace DeepPipe.Models;

/// <summary>Parts of a network as configs name them, by the beginning of their parameters' names: <c>layers.0</c> holds <c>layers.0.weight</c>.</summary>
public static class NetworkPart
{
    /// <summary>Whether a parameter is in the part: <c>a.b.c</c> is in <c>a</c>, <c>a.b</c> and <c>a.b.c</c>.</summary>
    /// <param name="part">The part.</param>
    /// <param name="name">The parameter's name in the network.</param>
    public static bool Holds(string part, string name) =>
        name.StartsWith(part, StringComparison.Ordinal) && (name.Length == part.Length || name[part.Length] == '.');

    /// <summary>The parts that are none.</summary>
    /// <param name="key">The key of the list of parts; the problems are of <c>key.0</c> and so on.</param>
    /// <param name="parts">The parts.</param>
    /// <param name="names">The names of all that there is.</param>
    public static IEnumerable<Problem> Unknown(string key, IReadOnlyList<string> parts, IEnumerable<string> names)
    {
        var known = Known(names);
        for (var index = 0; index < parts.Count; index++)
            if (Unknown($"{key}.{index.ToString(CultureInfo.InvariantCulture)}", parts[index], known) is { } problem)
                yield return problem;
    }

    /// <summary>What is wrong with a part that is none; null where it is one.</summary>
    /// <param name="key">The part's key.</param>
    /// <param name="part">The part.</param>
    /// <param name="names">The names of all that there is.</param>
    public static Problem? Unknown(string key, string part, IEnumerable<string> names) => Unknown(key, part, Known(names));

    private static Problem? Unknown(string key, string part, List<string> known) => known.Contains(part) ? null : new(
        key, part, $"a part of the network: {string.Join(", ", known.Where(name => !name.Contains('.', StringComparison.Ordinal)))}")
    {
        Hint = Nearest.Hint(part, known),
    };

    private static List<string> Known(IEnumerable<string> names) =>
        [.. names.SelectMany(Beginnings).Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Beginnings(string name)
    {
        for (var end = name.IndexOf('.', StringComparison.Ordinal); end >= 0; end = name.IndexOf('.', end + 1))
            yield return name[..end];
        yield return name;
    }
}
