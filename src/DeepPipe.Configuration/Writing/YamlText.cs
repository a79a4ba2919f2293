using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DeepPipe.Configuration.Documents;

namespace DeepPipe.Configuration.Writing;

/// <summary>Single values as YAML 1.2 on one line, safe in block and in flow.</summary>
internal static partial class YamlText
{
    /// <summary>A text: plain where nobody could take it for anything else, otherwise in double quotes.</summary>
    public static string Of(string value) =>
        Safe().IsMatch(value) && CoreSchema.IsText(value) && !IsOldBoolean(value) ? value : Quoted(value);

    /// <summary>The shortest text that reads as the same number.</summary>
    public static string Of(double number) =>
        double.IsNaN(number) ? ".nan"
        : double.IsInfinity(number) ? (number > 0 ? ".inf" : "-.inf")
        : number.ToString("R", CultureInfo.InvariantCulture);

    // YAML 1.1 readers take these for booleans.
    private static bool IsOldBoolean(string value) =>
        value.ToLowerInvariant() is "yes" or "no" or "on" or "off" or "y" or "n" or "true" or "false" or "null";

    /// <summary>A text in double quotes.</summary>
    public static string Quoted(string value)
    {
        var quoted = new StringBuilder("\"");
        foreach (var character in value)
            quoted.Append(character switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when IsPrintable(character) => character.ToString(),
                _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}"),
            });
        return quoted.Append('"').ToString();
    }

    private static bool IsPrintable(char character) =>
        character is >= ' ' and <= '~' or >= '\u00A1' and < '\u2000' or >= '\u2070' and <= '\uFFFC' and not '\uFEFF';

    [GeneratedRegex(@"^[\p{L}_/][\p{L}\p{M}\p{N}_/.+-]*( [\p{L}\p{N}_/.+-]+)*\z")]
    private static partial Regex Safe();
}
