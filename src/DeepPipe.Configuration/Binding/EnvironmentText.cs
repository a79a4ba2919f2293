using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace DeepPipe.Configuration.Binding;

/// <summary>
/// <c>${env:NAME}</c> in a text stands for an environment variable; <c>$${env:NAME}</c> for that text itself, one dollar less.
/// Only paths come of variables: every other value is written to files and messages. A path remembers what stood in the file, by
/// its identity and for as long as it lives, and is written and reported so.
/// </summary>
internal static partial class EnvironmentText
{
    // Shorter ones would turn ordinary words of a message into references.
    private const int ShortestSecret = 4;

    private static readonly ConditionalWeakTable<string, string> Templates = [];

    /// <summary>Whether a variable stands in the text.</summary>
    public static bool IsIn(string text) => Reference().Matches(text).Any(IsVariable);

    /// <summary>
    /// The text with its variables filled in, or null and the first reference that cannot be. The result is a string of its
    /// own where a variable stood in it.
    /// </summary>
    public static string? Expand(string text, Func<string, string?> environment, out string? undefined)
    {
        string? unknown = null;
        var expanded = Reference().Replace(text, reference =>
        {
            if (!IsVariable(reference))
                return reference.Value[1..];
            var name = reference.Groups["name"].Value;
            var value = name.Length == 0 ? null : environment(name);
            if (value is null)
                unknown ??= name;
            return value ?? "";
        });
        undefined = unknown;
        return unknown is null ? new string(expanded.AsSpan()) : null;
    }

    /// <summary>The text of a file that reads as <paramref name="literal"/>.</summary>
    public static string Escape(string literal) => Reference().Replace(literal, reference => "$" + reference.Value);

    public static void Remember(string path, string template) => Templates.AddOrUpdate(path, template);

    /// <summary>What stood in the file where the path came of a variable; otherwise null.</summary>
    public static string? TemplateOf(string path) => Templates.TryGetValue(path, out var template) ? template : null;

    /// <summary>
    /// The message with the part of the path that came of variables as it stood in the file; where that part has wildcards, the
    /// folder above them too, for messages name the files that were found.
    /// </summary>
    public static string Conceal(string message, string path)
    {
        if (TemplateOf(path) is not { } template)
            return message;
        var end = 0;
        while (end < path.Length && end < template.Length && path[^(end + 1)] == template[^(end + 1)])
            end++;
        var (secret, reference) = (path[..^end], template[..^end]);
        return Replaced(Replaced(Replaced(message, path, template), secret, reference), FolderAboveWildcards(secret), reference);
    }

    private static string Replaced(string message, string secret, string reference) =>
        secret.Length < ShortestSecret ? message : message.Replace(secret, reference, StringComparison.Ordinal);

    private static string FolderAboveWildcards(string path) =>
        path.AsSpan().IndexOfAny('*', '?') is var wildcard and >= 0 ? path[..(path[..wildcard].LastIndexOf('/') + 1)].TrimEnd('/') : path;

    private static bool IsVariable(Match reference) => reference.Groups["dollars"].Length == 1;

    [GeneratedRegex(@"(?<dollars>\$+)\{env:(?<name>[^}]*)\}")]
    private static partial Regex Reference();
}
