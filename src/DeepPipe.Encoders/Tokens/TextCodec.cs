using System.Text;

namespace DeepPipe.Encoders;

/// <summary>
/// Texts to the codes of their tokens and codes to text. Characters, bytes and byte pairs give back every text whose tokens all have a
/// code, lower-cased where the encoding says so; words stand one blank apart. A lone surrogate, which no UTF-8 can carry, is U+FFFD.
/// Any number of threads may use it at once.
/// </summary>
public sealed class TextCodec
{
    private readonly ITokens tokens;
    private readonly bool lowerCase;

    internal TextCodec(ITokens tokens, bool lowerCase) => (this.tokens, this.lowerCase) = (tokens, lowerCase);

    /// <summary>How many codes there are, <see cref="Codes.Padding"/> and <see cref="Codes.Unseen"/> among them.</summary>
    public int Size => tokens.Size;

    /// <summary>The codes of all of a text, without padding.</summary>
    public IReadOnlyList<int> Encode(string text)
    {
        var codes = new List<int>();
        Encode(text, codes, int.MaxValue);
        return codes;
    }

    /// <summary>The text of codes: nothing for padding, U+FFFD for what is unseen and for bytes that are no UTF-8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A code is less than 0, or not less than <see cref="Size"/>.</exception>
    public string Decode(IEnumerable<int> codes)
    {
        var decoder = Decoder();
        var text = new StringBuilder();
        foreach (var code in codes)
            text.Append(decoder.Next(code));
        return text.Append(decoder.Finish()).ToString();
    }

    /// <summary>Begins a text whose codes come one by one.</summary>
    public TokenDecoder Decoder() => new(tokens);

    internal void Encode(string text, List<int> codes, int enough) => tokens.Encode(Prepare(text, lowerCase), codes, enough);

    /// <summary>The text whose tokens are taken.</summary>
    internal static string Prepare(string text, bool lowerCase)
    {
        var lower = lowerCase ? text.ToLowerInvariant() : text;
        return lower.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(lower)) : lower;
    }
}
