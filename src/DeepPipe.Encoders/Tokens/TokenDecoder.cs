using System.Text;

namespace DeepPipe.Encoders;

/// <summary>
/// The text of codes that come one by one. A character whose bytes come in several tokens is given with the last of them. For one
/// thread at a time.
/// </summary>
public sealed class TokenDecoder
{
    private static readonly byte[] Replacement = Encoding.UTF8.GetBytes("\uFFFD");
    private readonly ITokens tokens;
    private readonly Decoder utf8 = Encoding.UTF8.GetDecoder();
    private bool hasBegun;

    internal TokenDecoder(ITokens tokens) => this.tokens = tokens;

    /// <summary>The characters that are whole with the next code; often none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The code is less than 0, or not less than the number of codes.</exception>
    public string Next(int code)
    {
        if (code < 0 || code >= tokens.Size)
            throw new ArgumentOutOfRangeException(nameof(code), code, $"There are {tokens.Size} codes.");
        if (code == Codes.Padding)
            return "";
        var separator = hasBegun ? tokens.Separator : "";
        hasBegun = true;
        return separator + Characters(code == Codes.Unseen ? Replacement : tokens.Utf8(code), flush: false);
    }

    /// <summary>Ends the text: U+FFFD where the bytes of a character are missing, else nothing. The decoder then begins anew.</summary>
    public string Finish()
    {
        hasBegun = false;
        return Characters([], flush: true);
    }

    private string Characters(ReadOnlySpan<byte> bytes, bool flush)
    {
        var characters = new char[Encoding.UTF8.GetMaxCharCount(bytes.Length)];
        return new string(characters, 0, utf8.GetChars(bytes, characters, flush));
    }
}
