using System.Text.RegularExpressions;

namespace DeepPipe.Encoders;

/// <summary>The pieces of a text over whose bounds no pair is joined: GPT-2's pattern, which leaves nothing out.</summary>
/// <remarks>Letters and numbers beyond U+FFFF, which .NET reads as two characters of a category of their own, count as signs.</remarks>
internal static partial class BytePairPieces
{
    public static Regex.ValueMatchEnumerator Of(ReadOnlySpan<char> text) => Pattern().EnumerateMatches(text);

    [GeneratedRegex(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+", RegexOptions.CultureInvariant)]
    internal static partial Regex Pattern();
}
