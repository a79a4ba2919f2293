namespace DeepPipe.Encoders;

/// <summary>Binary grey (P5) and colour (P6) images of Netpbm, a byte a channel.</summary>
/// <remarks>netpbm.sourceforge.net/doc/pgm.html and ppm.html. Of several images in a file the first is read.</remarks>
internal static class NetpbmFile
{
    public static bool Is(ReadOnlySpan<byte> file) =>
        file.Length > 2 && file[0] == 'P' && file[1] is (byte)'5' or (byte)'6' && (IsBlank(file[2]) || file[2] == '#');

    /// <exception cref="CellException">The header or the pixels do not hold.</exception>
    public static Pixels Decode(ReadOnlySpan<byte> file, int cell)
    {
        var (name, channels) = file[1] == '5' ? ("PGM", 1) : ("PPM", 3);
        var rest = file[2..];
        if (Number(ref rest) is not { } width || Number(ref rest) is not { } height || Number(ref rest) is not { } largest
            || rest.Length == 0 || !IsBlank(rest[0]) || width == 0 || height == 0)
            throw new CellException(cell, $"is a {name} image whose header is not three numbers: width, height and the largest value");
        if (largest != 255)
            throw new CellException(cell, $"is a {name} image whose largest value is {largest}, not 255");
        ImageFile.RefuseSize(height, width, cell);
        var size = height * width * channels;
        rest = rest[1..];
        if (rest.Length < size)
            throw new CellException(cell, $"is a {name} image of {width} x {height} pixels that ends early: it has {rest.Length} of {size} bytes");
        return new Pixels(height, width, channels, rest[..size].ToArray());
    }

    /// <summary>The next number behind blanks and comments, at most a thousand million; null where there is none.</summary>
    private static int? Number(ref ReadOnlySpan<byte> rest)
    {
        while (rest.Length > 0 && (IsBlank(rest[0]) || rest[0] == '#'))
            rest = rest[0] == '#' && rest.IndexOfAny((byte)'\n', (byte)'\r') is var end ? rest[(end < 0 ? rest.Length : end)..] : rest[1..];
        var digits = 0;
        var number = 0;
        for (; digits < rest.Length && rest[digits] is >= (byte)'0' and <= (byte)'9'; digits++)
            number = (int)Math.Min(number * 10L + (rest[digits] - '0'), 1_000_000_000);
        rest = rest[digits..];
        return digits == 0 ? null : number;
    }

    private static bool IsBlank(byte one) => one is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\v' or (byte)'\f' or (byte)'\r';
}
