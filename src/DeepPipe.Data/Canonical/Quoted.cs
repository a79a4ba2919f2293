namespace DeepPipe.Data;

/// <summary>Text of the user's data within a message: quoted, on one line, not endless.</summary>
internal static class Quoted
{
    private const int Longest = 80;

    public static string Text(string text)
    {
        var line = text.ReplaceLineEndings("\\n");
        return line.Length <= Longest ? $"\"{line}\"" : $"\"{line[..Longest]}...\"";
    }

    public static string List(IEnumerable<string> texts) => string.Join(", ", texts.Select(Text));
}
