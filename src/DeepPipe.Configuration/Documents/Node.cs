namespace DeepPipe.Configuration.Documents;

/// <summary>A YAML value that knows where it was written.</summary>
internal abstract class Node(Place place)
{
    /// <summary>The first character of the value.</summary>
    public Place Place { get; } = place;

    /// <summary>What stands here, as the message says it: "KEY is ...".</summary>
    public abstract object Found { get; }
}

/// <summary>A single value. Text that is quoted is never a number, a boolean or nothing.</summary>
internal sealed class Scalar(Place place, string text, bool isPlain, string folder) : Node(place)
{
    public string Text { get; } = text;

    public bool IsPlain { get; } = isPlain;

    /// <summary>The folder that a relative path written here starts from.</summary>
    public string Folder { get; } = folder;

    /// <summary>Whether the file system could take the text for a path.</summary>
    public static bool IsPath(string text) => text.Length > 0 && !text.Contains('\0', StringComparison.Ordinal);

    public bool IsNull => IsPlain && CoreSchema.IsNull(Text);

    public override object Found => IsNull ? new Phrase("empty") : IsPlain && !CoreSchema.IsText(Text) ? new Phrase(Text) : Text;
}

internal sealed class Sequence(Place place, IReadOnlyList<Node> items) : Node(place)
{
    public IReadOnlyList<Node> Items { get; } = items;

    public override object Found => new Phrase("a list");
}

/// <summary>A mapping; its keys are distinct and keep the order of the file.</summary>
internal sealed class Mapping(Place place, IReadOnlyList<Entry> entries) : Node(place)
{
    public IReadOnlyList<Entry> Entries { get; } = entries;

    /// <summary>Whether this stands for one step of a dotted <c>--set</c> key, which may also be the index of a list.</summary>
    public bool IsStep { get; init; }

    public override object Found => new Phrase("a mapping");

    public Entry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key);
}

internal sealed record Entry(string Key, Place KeyPlace, Node Value);

/// <summary>A value that was reported where it was read and is not looked at again.</summary>
internal sealed class Refused(Place place) : Node(place)
{
    public override object Found => new Phrase("refused");
}
