using System.Text;
using System.Text.Json.Serialization;

namespace DeepPipe.Encoders;

/// <summary>
/// A token is a word, a run of letters, marks and numbers (Unicode's categories L, M and N), or any other code point by itself that is
/// neither white space, nor a control nor a format character: <c>can't 3.5</c> has the tokens <c>can ' t 3 . 5</c>.
/// </summary>
/// <param name="Words">The tokens that have a code, in the order of their codes, which begin with <see cref="Codes.First"/>.</param>
public sealed record WordTokeniser(IReadOnlyList<string> Words) : Tokeniser
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override int Size => Codes.First + Words.Count;

    /// <inheritdoc/>
    public override string? Problem() =>
        Words.Distinct(StringComparer.Ordinal).Count() < Words.Count ? "a word stands in the vocabulary twice" : null;

    internal override ITokens Open() => new Tables(Words);

    private sealed class Tables : ITokens
    {
        private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> codes;
        private readonly byte[][] bytes;

        public Tables(IReadOnlyList<string> words)
        {
            var byWord = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var word in words)
                byWord.Add(word, Codes.First + byWord.Count);
            codes = byWord.GetAlternateLookup<ReadOnlySpan<char>>();
            bytes = [.. words.Select(Encoding.UTF8.GetBytes)];
        }

        public int Size => Codes.First + bytes.Length;

        public string Separator => " ";

        public void Encode(string text, List<int> codes, int enough)
        {
            foreach (var word in WordBounds.Of(text))
            {
                if (codes.Count >= enough)
                    return;
                codes.Add(this.codes.TryGetValue(text.AsSpan(word), out var code) ? code : Codes.Unseen);
            }
        }

        public ReadOnlySpan<byte> Utf8(int code) => bytes[code - Codes.First];
    }
}
