using System.Text.Json.Serialization;

namespace DeepPipe.Encoders;

/// <summary>
/// Byte-level byte-pair encoding, as GPT-2 has it: the text is cut into pieces by GPT-2's pattern, each piece is its bytes of UTF-8, and
/// of the pairs that stand side by side the one that comes first among the merges is joined, until none is left. No text is unseen. A
/// token is written with a printable character for each byte, a blank as <c>Ġ</c>.
/// </summary>
/// <param name="Tokens">All tokens, in the order of their codes, which begin with <see cref="Codes.First"/>; the 256 bytes are among them.</param>
/// <param name="Merges">The pairs that are joined, first to last: two tokens with a blank between them, which together are a token.</param>
/// <remarks>Sennrich et al., "Neural Machine Translation of Rare Words with Subword Units" (2016); Radford et al. (2019).</remarks>
public sealed record BytePairTokeniser(IReadOnlyList<string> Tokens, IReadOnlyList<string> Merges) : Tokeniser
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override int Size => Codes.First + Tokens.Count;

    /// <summary>Reads the two files that GPT-2 and its followers come with.</summary>
    /// <param name="vocabulary">A JSON object from tokens to numbers from 0 on, none left out.</param>
    /// <param name="merges">A pair a line, first to last; a first line that begins with <c>#version</c> is passed over.</param>
    /// <exception cref="InvalidDataException">They are no such files: says what is wrong.</exception>
    public static BytePairTokeniser Read(Stream vocabulary, Stream merges) => BytePairFiles.Read(vocabulary, merges);

    /// <inheritdoc/>
    public override string? Problem()
    {
        var tokens = Tokens.ToHashSet(StringComparer.Ordinal);
        return tokens.Count < Tokens.Count ? "a token stands in the vocabulary twice"
            : Tokens.FirstOrDefault(token => token.Length == 0 || ByteLetters.BytesOf(token) is null) is { } strange
                ? $"the token \"{strange}\" is not written in the characters that stand for bytes"
            : Enumerable.Range(0, 256).FirstOrDefault(one => !tokens.Contains(ByteLetters.Of((byte)one)), -1) is >= 0 and var missing
                ? $"no token stands for the byte 0x{missing:x2}"
            : Merges.FirstOrDefault(merge => !Holds(merge, tokens)) is { } wrong
                ? $"the merge \"{wrong}\" is not two tokens with a blank between them, which together are a token"
            : null;
    }

    internal override ITokens Open() => new BytePairTokens(this);

    private static bool Holds(string merge, HashSet<string> tokens) =>
        merge.Split(' ') is [var left, var right] && tokens.Contains(left) && tokens.Contains(right) && tokens.Contains(left + right);
}
