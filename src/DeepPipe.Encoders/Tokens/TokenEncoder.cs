using System.Runtime.InteropServices;
using Apache.Arrow;

namespace DeepPipe.Encoders;

internal sealed class TokenEncoder(TokenEncoding encoding, TextCodec codec) : ICellEncoder
{
    // Of a text that loses its end, what is behind the last place need not be looked at.
    private readonly int enough = encoding.Cut == TextCut.End ? encoding.Length : int.MaxValue;

    /// <inheritdoc/>
    public void Encode(IArrowArray column, int first, int count, Span<byte> blocks)
    {
        var texts = Cells.Of<StringArray>(column);
        var places = MemoryMarshal.Cast<byte, long>(blocks);
        places.Fill(Codes.Padding);
        var codes = new List<int>();
        for (var row = 0; row < count; row++)
        {
            if (texts.GetString(first + row) is not { } text)
                continue;
            codes.Clear();
            codec.Encode(text, codes, enough);
            var skipped = encoding.Cut == TextCut.Start ? Math.Max(0, codes.Count - encoding.Length) : 0;
            var block = places.Slice(row * encoding.Length, encoding.Length);
            for (var place = 0; place < Math.Min(encoding.Length, codes.Count); place++)
                block[place] = codes[skipped + place];
        }
    }
}
