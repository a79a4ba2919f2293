using DeepPipe.Configuration.Shapes;

namespace DeepPipe.Configuration.Documents;

/// <summary>
/// Follows <c>extends</c> from a file to its base, and the base's base, and merges them: the file's values lie upon the
/// base's.
/// </summary>
internal sealed class Extends(RecordShape root, List<Problem> problems)
{
    public const string Key = "extends";

    private const int MostFiles = 16;

    private readonly List<string> chain = [];

    /// <summary>The sources read so far, the user's file first.</summary>
    public IReadOnlyList<string> Sources => chain;

    /// <summary>The merged mapping of a file; null where the file or a base of it cannot be read, after a problem was added.</summary>
    public Mapping? ReadFile(string path) => ReadFile(path, () => SourceFile.Missing(path));

    /// <summary>The same of a text that is at hand; its bases are read from files beside <paramref name="source"/>.</summary>
    public Mapping? ReadText(string text, string source)
    {
        chain.Add(source);
        var folder = Path.GetDirectoryName(source) ?? "";
        return DocumentReader.ReadFile(text, source, folder, problems) switch
        {
            null => null,
            Mapping mapping => WithBase(mapping, folder),
            var other => Refuse(new Problem("", other.Found, root.Allowed) { Place = other.Place }),
        };
    }

    private Mapping? ReadFile(string path, Func<Problem> missing) =>
        SourceFile.Read(path, missing, problems) is { } text ? ReadText(text, path) : null;

    private Mapping? WithBase(Mapping mapping, string folder)
    {
        if (mapping.Find(Key) is not { } entry)
            return Misspelt(mapping) is { } key ? Refuse(RecordShape.UnknownKey(key, "", [.. root.Keys, Key], [Key])) : mapping;
        var own = new Mapping(mapping.Place, [.. mapping.Entries.Where(other => other != entry)]);
        if (entry.Value is not Scalar { IsNull: false } name || !Scalar.IsPath(name.Text))
            return Refuse(new Problem(Key, entry.Value.Found, "the path of a YAML file") { Place = entry.Value.Place });
        var path = Path.Combine(folder, name.Text);
        if (chain.Any(file => Path.GetFullPath(file) == Path.GetFullPath(path)) || chain.Count == MostFiles)
            return Refuse(new Problem(Key, name.Text, "a file that does not lead back here")
            {
                Place = name.Place,
                Hint = $"The files extend each other: {string.Join(", ", chain.Append(path))}.",
            });
        if (Directory.Exists(path))
            return Refuse(new Problem(Key, name.Text, "the path of a YAML file") { Place = name.Place, Hint = "This is a folder." });
        var lower = ReadFile(path, () => MissingBase(name, path));
        return lower is null ? null : (Mapping)Merge.Onto(root, lower, own);
    }

    private static Problem MissingBase(Scalar name, string path) => new(Key, name.Text, "the path of a YAML file that exists")
    {
        Place = name.Place,
        Hint = SourceFile.Neighbour(path),
    };

    // Without its base a file lacks what the base would give, so a slip in this one key is told alone.
    private Entry? Misspelt(Mapping mapping) => mapping.Entries.FirstOrDefault(entry =>
        !root.Keys.Contains(entry.Key) && Nearest.Word(entry.Key, [.. root.Keys, Key]) == Key);

    private Mapping? Refuse(Problem problem)
    {
        problems.Add(problem);
        return null;
    }
}
