using System.Runtime.InteropServices;
using System.Text;
using Apache.Arrow;
using CsCheck;

namespace DeepPipe.Encoders.Tests;

/// <summary>Texts of all kinds, as columns and one by one.</summary>
internal static class Texts
{
    /// <summary>Any code point, those beyond U+FFFF and the unassigned among them; common ones more often.</summary>
    private static readonly Gen<string> Character = Gen.Frequency(
        (6, Gen.Char[' ', '~'].Select(one => one.ToString())),
        (1, Gen.OneOf("\n", "\r\n", "\t", "\u00A0", "\u2028", "\u200D", "\0", "'s", "İ", "ß", "é", "e\u0301", "漢", "👩‍👩‍👧", "😀", "𝔸")),
        (1, Gen.Int[0, 0x10FFFF].Where(Rune.IsValid).Select(value => new Rune(value).ToString())));

    public static readonly Gen<string> Any = Character.List[0, 40].Select(string.Concat);

    public static StringArray Column(params string?[] cells)
    {
        var builder = new StringArray.Builder();
        foreach (var cell in cells)
            builder.Append(cell);
        return builder.Build();
    }

    public static long[] Encode(this CellEncoding encoding, StringArray column, int first, int count)
    {
        var blocks = new long[count * encoding.Shape[0]];
        encoding.Open().Encode(column, first, count, MemoryMarshal.AsBytes(blocks.AsSpan()));
        return blocks;
    }

    public static TokenEncoding Fit(TokenFitOptions options, params IEnumerable<string> texts)
    {
        var fit = new TokenFit(options);
        foreach (var text in texts)
            fit.Observe(text);
        return fit.Encoding();
    }
}
