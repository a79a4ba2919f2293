using System.Text;
using System.Text.Json.Serialization;

namespace DeepPipe.Encoders;

/// <summary>A token is a byte of the text's UTF-8; its code is <see cref="Codes.First"/> and the byte. There is nothing to fit.</summary>
public sealed record ByteTokeniser : Tokeniser
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override int Size => Codes.First + 256;

    /// <inheritdoc/>
    public override string? Problem() => null;

    internal override ITokens Open() => new Tables();

    private sealed class Tables : ITokens
    {
        private readonly byte[] bytes = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];

        public int Size => Codes.First + bytes.Length;

        public void Encode(string text, List<int> codes, int enough)
        {
            // A character has at least one byte: those behind as many as are asked for need not be looked at. The one more is for a
            // pair of surrogates that stands there.
            foreach (var one in Encoding.UTF8.GetBytes(text, 0, enough < text.Length ? enough + 1 : text.Length))
                codes.Add(Codes.First + one);
        }

        public ReadOnlySpan<byte> Utf8(int code) => bytes.AsSpan(code - Codes.First, 1);
    }
}
