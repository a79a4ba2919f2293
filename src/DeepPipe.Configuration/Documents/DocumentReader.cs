using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using Scalar = DeepPipe.Configuration.Documents.Scalar;

namespace DeepPipe.Configuration.Documents;

/// <summary>
/// Reads one YAML document into nodes with places. Aliases, tags and keys that are not text are problems, because a config
/// is meant to be read from top to bottom; a duplicate key is one too.
/// </summary>
internal sealed class DocumentReader
{
    private const int MostLevels = 64;
    private const string CoreTags = "tag:yaml.org,2002:";

    private readonly string text;
    private readonly string source;
    private readonly string folder;
    private readonly List<Problem> problems;
    private readonly SoundParser parser;

    private DocumentReader(string text, string source, string folder, List<Problem> problems)
    {
        this.text = text;
        this.source = source;
        this.folder = folder;
        this.problems = problems;
        parser = new SoundParser(text);
    }

    /// <summary>Whether places carry a line and a column; without, the source is the whole place.</summary>
    public bool HasLines { get; private init; } = true;

    /// <summary>The document of a file; null where it is empty or is not YAML, which is then a problem.</summary>
    public static Node? ReadFile(string text, string source, string folder, List<Problem> problems) =>
        new DocumentReader(text, source, folder, problems).Read("");

    /// <summary>The value of a <c>--set</c>; the empty text is an empty scalar.</summary>
    public static Node? ReadValue(string text, string key, string source, string folder, List<Problem> problems) =>
        text.AsSpan().Trim().IsEmpty
            ? new Scalar(Place.Whole(source), "", isPlain: true, folder)
            : new DocumentReader(text, source, folder, problems) { HasLines = false }.Read(key);

    private Node? Read(string key)
    {
        try
        {
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
                return Refuse(new Place(source, 1, 1), key, "empty", "a mapping");
            parser.Consume<DocumentStart>();
            var root = ReadNode(key, 0);
            parser.Consume<DocumentEnd>();
            if (parser.Accept<DocumentStart>(out var second))
                Refuse(PlaceOf(second), key, "more than one document", "one document");
            return root;
        }
        catch (YamlException error) when (error.Message.Contains(" tab ", StringComparison.Ordinal))
        {
            return Refuse(FirstTab() ?? PlaceOf(error.Start), key, "indented by a tab", "spaces");
        }
        catch (YamlException error) when (HasBareVariable(error.Start))
        {
            return Refuse(PlaceOf(error.Start), key, "not YAML (the brace of a variable opens a mapping)", "quotes around a text with ${env:NAME}");
        }
        catch (YamlException error)
        {
            return Refuse(PlaceOf(error.Start), key, $"not YAML ({Reason(error)})", "YAML 1.2");
        }
    }

    private Node ReadNode(string key, int level)
    {
        if (parser.TryConsume<AnchorAlias>(out var alias))
            return Reject(PlaceOf(alias), key, $"the alias *{alias.Value}", "the value itself (in quotes, where it is a text that begins with *), or extends to share a file");
        var start = parser.Consume<NodeEvent>();
        var place = PlaceOf(start);
        if (!start.Tag.IsEmpty)
            Refuse(place, key, $"tagged {start.Tag.Value.Replace(CoreTags, "!!", StringComparison.Ordinal)}", "a value without a tag");
        if (level == MostLevels)
            throw new YamlException(start.Start, start.End, "nested too deeply");
        return start switch
        {
            SequenceStart => ReadSequence(place, key, level),
            MappingStart => ReadMapping(place, key, level),
            YamlDotNet.Core.Events.Scalar scalar => new Scalar(place, scalar.Value, scalar.Style == ScalarStyle.Plain, folder),
            _ => throw new YamlException(start.Start, start.End, "an unexpected event"),
        };
    }

    private Sequence ReadSequence(Place place, string key, int level)
    {
        var items = new List<Node>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(ReadNode(KeyPath.Append(key, items.Count), level + 1));
        return new Sequence(place, items);
    }

    private Mapping ReadMapping(Place place, string key, int level)
    {
        var entries = new Dictionary<string, Entry>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var left = ReadNode(key, level + 1);
            if (left is not Scalar name)
            {
                if (left is not Refused)
                    Refuse(left.Place, key, "a mapping with a key that is not text", "text as the key");
                ReadNode(key, level + 1);
                continue;
            }
            var inner = KeyPath.Append(key, name.Text);
            var value = ReadNode(inner, level + 1);
            if (!entries.TryAdd(name.Text, new Entry(name.Text, name.Place, value)))
                problems.Add(new Problem(inner, new Phrase("given twice"), "once")
                {
                    Place = name.Place,
                    Hint = $"It stands first at {entries[name.Text].KeyPlace}.",
                });
        }
        return new Mapping(place, [.. entries.Values]);
    }

    // Within the braces of a mapping, YAML reads the brace of ${env:NAME} as one more.
    private bool HasBareVariable(Mark mark) =>
        mark.Index > 0 && mark.Index < text.Length && text.AsSpan((int)mark.Index - 1).StartsWith("${env:", StringComparison.Ordinal);

    // The parser names the start of the mapping; the reader of the message looks for the tab.
    private Place? FirstTab()
    {
        var lines = text.Split('\n');
        var line = Array.FindIndex(lines, line => line.TrimStart(' ').StartsWith('\t') && !string.IsNullOrWhiteSpace(line));
        if (!HasLines || line < 0)
            return null;
        return new Place(source, line + 1, lines[line].IndexOf('\t', StringComparison.Ordinal) + 1);
    }

    private Place PlaceOf(ParsingEvent read) => PlaceOf(read.Start);

    private Place PlaceOf(Mark mark) => HasLines ? new Place(source, (int)mark.Line, (int)mark.Column) : Place.Whole(source);

    private Node? Refuse(Place place, string key, string found, string allowed)
    {
        problems.Add(new Problem(key, new Phrase(found), allowed) { Place = place });
        return null;
    }

    private Refused Reject(Place place, string key, string found, string allowed)
    {
        Refuse(place, key, found, allowed);
        return new Refused(place);
    }

    private static string Reason(YamlException error) =>
        error.Message.TrimEnd('.', ' ') is { Length: > 0 } reason
            ? char.ToLowerInvariant(reason[0]) + reason[1..]
            : "it cannot be read";
}
