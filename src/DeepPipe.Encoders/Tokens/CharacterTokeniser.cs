using System.Text;
using System.Text.Json.Serialization;

namespace DeepPipe.Encoders;

/// <summary>
/// A token is a Unicode code point, line ends and blanks among them. Nothing is normalised: a letter with an accent of its own and one
/// with a combining accent differ.
/// </summary>
/// <param name="Characters">The code points that have a code, in the order of their codes, which begin with <see cref="Codes.First"/>.</param>
public sealed record CharacterTokeniser(string Characters) : Tokeniser
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override int Size => Codes.First + Characters.EnumerateRunes().Count();

    /// <inheritdoc/>
    public override string? Problem() =>
        Characters.EnumerateRunes().Distinct().Count() < Size - Codes.First ? "a character stands in the vocabulary twice" : null;

    internal override ITokens Open() => new Tables(Characters);

    private sealed class Tables : ITokens
    {
        private readonly Dictionary<Rune, int> codes = [];
        private readonly List<byte[]> bytes = [];

        public Tables(string characters)
        {
            foreach (var character in characters.EnumerateRunes())
            {
                codes.Add(character, Codes.First + bytes.Count);
                bytes.Add(Encoding.UTF8.GetBytes(character.ToString()));
            }
        }

        public int Size => Codes.First + bytes.Count;

        public void Encode(string text, List<int> codes, int enough)
        {
            foreach (var character in text.EnumerateRunes())
            {
                if (codes.Count >= enough)
                    return;
                codes.Add(this.codes.GetValueOrDefault(character, Codes.Unseen));
            }
        }

        public ReadOnlySpan<byte> Utf8(int code) => bytes[code - Codes.First];
    }
}
