using System.Globalization;
using DeepPipe.Configuration.Binding;
using DeepPipe.Configuration.Documents;
using DeepPipe.Configuration.Shapes;
using DeepPipe.Configuration.Writing;

namespace DeepPipe.Configuration;

/// <summary>
/// YAML files to immutable typed records, and back. A record is a class with a public parameterless constructor and
/// init properties: text, booleans, <see cref="double"/>, <see cref="int"/>, <see cref="long"/>, <see cref="ulong"/>,
/// enums, records, closed choices (<see cref="VariantAttribute"/>), and <see cref="IReadOnlyList{T}"/> and
/// <see cref="IReadOnlyDictionary{TKey, TValue}"/> (by text) of these. A key is the property's name in snake_case;
/// <c>required</c> means that the key must be there, nullable that nothing is allowed.
/// </summary>
public static class Config
{
    /// <summary>Reads a file, the files it extends, and the overrides upon them.</summary>
    /// <typeparam name="T">The root record.</typeparam>
    /// <param name="path">The file as the user typed it; places name it so.</param>
    /// <param name="overrides">Each <c>key=value</c>: a dotted key, list items by their index from 0, and a value in YAML.</param>
    /// <param name="environment">An environment variable by its name; null where it is not set.</param>
    /// <exception cref="ConfigException">Anything is wrong: all problems, in the order of their places.</exception>
    public static T Read<T>(string path, IReadOnlyList<string> overrides, Func<string, string?> environment)
        where T : class => Bind<T>(files => files.ReadFile(path), overrides, environment);

    /// <summary>Reads a text that is at hand, as <see cref="Read"/> reads a file.</summary>
    /// <typeparam name="T">The root record.</typeparam>
    /// <param name="text">The YAML text.</param>
    /// <param name="source">The path the text counts as written in: it names places, and relative paths start beside it.</param>
    /// <param name="overrides">As for <see cref="Read"/>.</param>
    /// <param name="environment">As for <see cref="Read"/>.</param>
    /// <exception cref="ConfigException">Anything is wrong: all problems, in the order of their places.</exception>
    public static T Parse<T>(string text, string source, IReadOnlyList<string> overrides, Func<string, string?> environment)
        where T : class => Bind<T>(files => files.ReadText(text, source), overrides, environment);

    /// <summary>
    /// The YAML of a record with every default spelled out, in the order of declaration. Reading it gives an equal record.
    /// A path with <c>${env:NAME}</c> in it is written as it stood in the file.
    /// </summary>
    /// <typeparam name="T">The root record.</typeparam>
    /// <param name="value">The record.</param>
    public static string Write<T>(T value)
        where T : class => YamlWriter.Write(ShapeOf.Record(typeof(T)), value);

    /// <summary>A path of a config as messages may name it: as it stood in the file where it came of <c>${env:NAME}</c>.</summary>
    /// <param name="path">The very string that the config holds.</param>
    public static string Shown(string path) => EnvironmentText.TemplateOf(path) ?? path;

    /// <summary>A message about the file at a config's path, without what came of <c>${env:NAME}</c>.</summary>
    /// <param name="message">It may name the path, or files that a pattern in it found.</param>
    /// <param name="path">The very string that the config holds.</param>
    public static string Conceal(string message, string path) => EnvironmentText.Conceal(message, path);

    /// <summary>
    /// Gives problems that only show later, when a config meets its data, the places of their keys: that of the deepest key on
    /// the way that the file or an override holds.
    /// </summary>
    /// <typeparam name="T">The root record.</typeparam>
    /// <param name="path">The file, as for <see cref="Read"/>.</param>
    /// <param name="overrides">As for <see cref="Read"/>.</param>
    /// <param name="problems">Problems with keys from the root; those that have a place keep it.</param>
    public static IReadOnlyList<Problem> Locate<T>(string path, IReadOnlyList<string> overrides, IReadOnlyList<Problem> problems)
        where T : class
    {
        var unread = new List<Problem>();
        var shape = ShapeOf.Record(typeof(T));
        if (new Extends(shape, unread).ReadFile(path) is not { } file)
            return problems;
        var root = Overrides.Read(overrides, unread) is { } upper ? Merge.Onto(shape, file, upper) : file;
        return [.. problems.Select(problem => problem.Place is null ? problem with { Place = PlaceOf(root, problem.Key) } : problem)];
    }

    private static Place PlaceOf(Node root, string key)
    {
        var (node, place) = (root, Place.Whole(root.Place.Source));
        foreach (var part in KeyPath.Split(key) ?? [])
        {
            if (node is Mapping mapping && mapping.Find(part) is { } entry)
                (node, place) = (entry.Value, entry.Value is Mapping ? entry.KeyPlace : entry.Value.Place);
            else if (node is Sequence list && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Items.Count)
                (node, place) = (list.Items[index], list.Items[index].Place);
            else
                break;
        }
        return place;
    }

    private static T Bind<T>(Func<Extends, Mapping?> read, IReadOnlyList<string> overrides, Func<string, string?> environment)
        where T : class
    {
        var problems = new List<Problem>();
        var shape = ShapeOf.Record(typeof(T));
        var files = new Extends(shape, problems);
        var root = read(files);
        var upper = Overrides.Read(overrides, problems);
        object? record = null;
        if (root is not null)
        {
            var merged = upper is null ? root : Merge.Onto(shape, root, upper);
            record = new Binder(new Leaves(environment, problems), problems).Bind(shape, merged, "");
        }
        return problems.Count == 0 ? (T)record! : throw new ConfigException(InOrder(problems, files.Sources, overrides));
    }

    private static Problem[] InOrder(List<Problem> problems, IReadOnlyList<string> files, IReadOnlyList<string> overrides)
    {
        List<string> sources = [.. files, .. overrides.Select(Overrides.Source)];
        return [.. problems.OrderBy(problem => sources.IndexOf(problem.Place?.Source ?? ""))
            .ThenBy(problem => problem.Place?.Line).ThenBy(problem => problem.Place?.Column)];
    }
}
