using System.Globalization;

namespace DeepPipe.Data;

/// <summary>Text of the user's data within a message: quoted, on one line, its control characters escaped, not endless.</summary>
internal static class Quoted
{
    private const int Longest = 80;

    public static string Text(string text)
    {
        var line = text.ReplaceLineEndings("\\n");
        var shown = line.Length <= Longest ? line : $"{line[..Longest]}...";
        return $"\"{(shown.Any(char.IsControl) ? string.Concat(shown.Select(Visible)) : shown)}\"";
    }

    public static string List(IEnumerable<string> texts) => string.Join(", ", texts.Select(Text));

    private static string Visible(char letter) =>
        char.IsControl(letter) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}") : letter.ToString();
}
