namespace DeepPipe;

/// <summary>A text as one word of a command line that a user may copy.</summary>
internal static class ShellWord
{
    /// <summary>The text, in single quotes where a shell would read it otherwise.</summary>
    internal static string Of(string text) => text.All(IsPlain) ? text : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static bool IsPlain(char letter) => char.IsLetterOrDigit(letter) || letter is '/' or '\\' or '.' or '-' or '_' or ':' or '+' or ',';
}
