using System.Buffers;
using System.Buffers.Text;

namespace DeepPipe.Data;

/// <summary>Vectors in text: numbers separated by blanks, commas or semicolons, within round, square or curly brackets or without.</summary>
internal static class VectorText
{
    private static readonly SearchValues<byte> Separators = SearchValues.Create(" \t\r\n,;"u8);

    /// <summary>Adds the numbers to the vector's present row; false where one is none, or not finite as float32.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, Vectors vectors)
    {
        var rest = Inside(text);
        while (true)
        {
            rest = rest.TrimStart(" \t\r\n"u8);
            if (rest.IsEmpty)
                return true;
            var end = rest.IndexOfAny(Separators);
            var word = end < 0 ? rest : rest[..end];
            if (!Utf8Parser.TryParse(word, out float value, out var consumed) || consumed != word.Length || float.IsInfinity(value))
                return false;
            vectors.Add(value);
            rest = end < 0 ? default : rest[end..].TrimStart(" \t\r\n"u8);
            if (rest.IsEmpty || rest[0] is not ((byte)',' or (byte)';'))
                continue;
            rest = rest[1..].TrimStart(" \t\r\n"u8);
            if (rest.IsEmpty)
                return false;       // a comma with nothing behind it
        }
    }

    private static ReadOnlySpan<byte> Inside(ReadOnlySpan<byte> text) => text switch
    {
        [(byte)'[', .. var inside, (byte)']'] => inside,
        [(byte)'(', .. var inside, (byte)')'] => inside,
        [(byte)'{', .. var inside, (byte)'}'] => inside,
        _ => text,
    };
}
