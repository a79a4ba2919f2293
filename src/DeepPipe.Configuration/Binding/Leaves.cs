using DeepPipe.Configuration.Documents;
using DeepPipe.Configuration.Shapes;

namespace DeepPipe.Configuration.Binding;

/// <summary>
/// Makes single values of scalars. What an environment variable holds is used, but never told: problems quote the file.
/// </summary>
internal sealed class Leaves(Func<string, string?> environment, List<Problem> problems)
{
    // Values shorter than this would turn ordinary words of a message into references.
    private const int ShortestSecret = 4;

    private readonly Dictionary<string, string> secrets = [];

    /// <summary>The value, or null after a problem was added.</summary>
    public object? Bind(Shape shape, Scalar scalar, string key)
    {
        var isFromEnvironment = EnvironmentText.IsIn(scalar.Text);
        if (isFromEnvironment && shape is not TextShape { IsPath: true })
            return NoPath(shape, scalar, key);
        var text = EnvironmentText.Expand(scalar.Text, Variable, out var undefined);
        return text is null ? Undefined(scalar, key, undefined!)
            : shape is AnyShape ? scalar.IsPlain ? CoreSchema.Meaning(text) : text
            : shape is not TextShape { IsPath: var isPath } ? OtherThanText(shape, scalar, text, key)
            : isPath ? Resolved(scalar, text, key, isFromEnvironment)
            : text;
    }

    /// <summary>A problem that a record found, with its full key, its place, and no secret in it.</summary>
    public Problem Placed(Problem problem, Mapping mapping, string key)
    {
        var node = Locate(mapping, problem.Key, out var isExact);
        var fullKey = key.Length == 0 || problem.Key.Length == 0 ? key + problem.Key : $"{key}.{problem.Key}";
        var template = isExact && node is Scalar scalar && EnvironmentText.IsIn(scalar.Text) ? scalar.Text : null;
        return new Problem(fullKey, template ?? Concealed(problem.Found), Concealed(problem.Allowed))
        {
            Place = problem.Place ?? node.Place,
            Hint = problem.Hint is null ? null : Concealed(problem.Hint),
        };
    }

    // The remembered path must mean the same in another folder, where the resolved config is written.
    private string? Resolved(Scalar scalar, string text, string key, bool isFromEnvironment)
    {
        if (!Scalar.IsPath(text))
        {
            problems.Add(new Problem(key, scalar.Text, "a path") { Place = scalar.Place });
            return null;
        }
        var folder = Path.Combine(Directory.GetCurrentDirectory(), scalar.Folder);
        var path = Path.GetFullPath(text, folder);
        if (isFromEnvironment)
            EnvironmentText.Remember(path, Path.IsPathRooted(text) ? scalar.Text : Path.Combine(folder, scalar.Text));
        return path;
    }

    private object? OtherThanText(Shape shape, Scalar scalar, string text, string key)
    {
        string? hint = null;
        var allowed = shape.Allowed;
        var value = shape switch
        {
            NumberShape number => number.Parse(text, out allowed, out hint),
            BooleanShape => Boolean(text, out hint),
            WordShape words => Word(words, text, out hint),
            _ => throw new InvalidOperationException($"{shape.GetType().Name} is not a single value."),
        };
        if (value is not null && (scalar.IsPlain || shape is WordShape))
            return value;
        if (value is not null)
            hint = "Remove the quotes.";
        problems.Add(new Problem(key, scalar.Found, allowed) { Place = scalar.Place, Hint = hint });
        return null;
    }

    private static object? Boolean(string text, out string? hint)
    {
        var meant = text.ToLowerInvariant() switch { "yes" or "on" or "y" => "true", "no" or "off" or "n" => "false", _ => null };
        hint = meant is null ? Nearest.Hint(text, ["true", "false"]) : $"Did you mean \"{meant}\"?";
        return CoreSchema.Boolean(text);
    }

    private static object? Word(WordShape words, string text, out string? hint)
    {
        hint = Nearest.Hint(text, words.Words);
        return words.Find(text);
    }

    private object? NoPath(Shape shape, Scalar scalar, string key)
    {
        problems.Add(new Problem(key, scalar.Text, shape.Allowed)
        {
            Place = scalar.Place,
            Hint = "Write the value itself: only a path may come from the environment, for other values are written to files.",
        });
        return null;
    }

    private object? Undefined(Scalar scalar, string key, string name)
    {
        problems.Add(new Problem(key, scalar.Text, "a path, with ${env:NAME} for an environment variable that is set")
        {
            Place = scalar.Place,
            Hint = name.Length == 0 ? null : $"Set {name}, or write $${{env:{name}}} for the text itself.",
        });
        return null;
    }

    private string? Variable(string name)
    {
        var value = environment(name);
        if (value?.Length >= ShortestSecret)
            secrets[value] = $"${{env:{name}}}";
        return value;
    }

    private object? Concealed(object? found) =>
        found is string text ? EnvironmentText.TemplateOf(text) ?? Concealed(text) : found;

    private string Concealed(string text) =>
        secrets.Aggregate(text, (concealed, secret) => concealed.Replace(secret.Key, secret.Value, StringComparison.Ordinal));

    private static Node Locate(Node node, string key, out bool isExact)
    {
        isExact = true;
        foreach (var part in key.Length == 0 ? [] : KeyPath.Split(key) ?? [])
        {
            var inner = node switch
            {
                Mapping mapping => mapping.Find(part)?.Value,
                Sequence sequence when int.TryParse(part, out var index) => sequence.Items.ElementAtOrDefault(index),
                _ => null,
            };
            isExact = inner is not null;
            if (inner is null)
                return node;
            node = inner;
        }
        return node;
    }
}
