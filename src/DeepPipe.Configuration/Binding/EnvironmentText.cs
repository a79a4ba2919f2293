using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace DeepPipe.Configuration.Binding;

/// <summary>
/// <c>${env:NAME}</c> in a text stands for an environment variable; <c>$${env:NAME}</c> for that text itself, one dollar less.
/// What came of a variable is remembered with the value, by identity and for as long as the value lives, so that
/// it is written and reported as it stood in the file. A text carries that memory wherever it goes; a number, a boolean or
/// a word only in the record, list or dictionary that it was read into, and not in a copy made by <c>with</c>.
/// </summary>
internal static partial class EnvironmentText
{
    private static readonly ConditionalWeakTable<string, string> Texts = [];
    private static readonly ConditionalWeakTable<object, Dictionary<object, string>> Others = [];

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

    public static void Remember(string value, string template)
    {
        if (value.Length > 0)
            Texts.AddOrUpdate(value, template);
    }

    public static void Remember(object owner, object slot, string template) => Others.GetOrCreateValue(owner)[slot] = template;

    /// <summary>What stood in the file where the value came of a variable; otherwise null.</summary>
    public static string? TemplateOf(object owner, object slot, object? value) =>
        value is string text ? TemplateOf(text)
        : Others.TryGetValue(owner, out var slots) ? slots.GetValueOrDefault(slot)
        : null;

    public static string? TemplateOf(string value) => Texts.TryGetValue(value, out var template) ? template : null;

    private static bool IsVariable(Match reference) => reference.Groups["dollars"].Length == 1;

    [GeneratedRegex(@"(?<dollars>\$+)\{env:(?<name>[^}]*)\}")]
    private static partial Regex Reference();
}
