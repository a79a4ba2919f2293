namespace DeepPipe.Configuration.Documents;

/// <summary>
/// The <c>--set key=value</c> of a command line as one mapping that lies upon the file. Of two for the same key, the later
/// counts.
/// </summary>
internal static class Overrides
{
    /// <summary>How a <c>--set</c> names itself in a place.</summary>
    public static string Source(string text) => $"--set {text}";

    /// <summary>One mapping of all, or null where there is none; what cannot be read is a problem.</summary>
    public static Mapping? Read(IReadOnlyList<string> texts, List<Problem> problems)
    {
        Mapping? all = null;
        foreach (var text in texts)
        {
            if (ReadOne(text, problems) is { } one)
                all = all is null ? one : (Mapping)Merge.Onto(null, all, one);
        }
        return all;
    }

    private static Mapping? ReadOne(string text, List<Problem> problems)
    {
        var place = Place.Whole(Source(text));
        var equals = EndOfKey(text);
        if (equals < 0 || KeyPath.Split(text[..equals].Trim()) is not { } parts)
        {
            problems.Add(new Problem("--set", text, "KEY=VALUE, as in training.epochs=10") { Place = place });
            return null;
        }
        var value = DocumentReader.ReadValue(
            text[(equals + 1)..], text[..equals].Trim(), place.Source, Directory.GetCurrentDirectory(), problems);
        if (value is null)
            return null;
        return (Mapping)parts.Reverse().Aggregate(value, (inner, part) =>
            new Mapping(place, [new Entry(part, place, inner)]) { IsStep = true });
    }

    // The first "=" outside quotes.
    private static int EndOfKey(string text)
    {
        var isQuoted = false;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\' && isQuoted)
                at++;
            else if (text[at] == '"')
                isQuoted = !isQuoted;
            else if (text[at] == '=' && !isQuoted)
                return at;
        }
        return -1;
    }
}
