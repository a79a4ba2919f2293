namespace DeepPipe.Encoders;

/// <summary>An image: rows of pixels from the top, each with its channels.</summary>
/// <param name="Height">Rows of pixels.</param>
/// <param name="Width">Pixels in one.</param>
/// <param name="Channels">1 of grey, 3 of red, green and blue.</param>
/// <param name="Values">[Height, Width, Channels].</param>
internal sealed record Pixels(int Height, int Width, int Channels, byte[] Values)
{
    /// <summary>The same in so many channels; colour becomes grey by BT.601's luma, grey colour by repetition.</summary>
    public Pixels To(int channels)
    {
        if (channels == Channels)
            return this;
        var values = new byte[Height * Width * channels];
        for (var pixel = 0; pixel < Height * Width; pixel++)
            if (channels == 1)
                values[pixel] = Luma(Values.AsSpan(pixel * 3, 3));
            else
                values.AsSpan(pixel * 3, 3).Fill(Values[pixel]);
        return new Pixels(Height, Width, channels, values);
    }

    /// <summary>The largest part in the centre whose sides are as height and width, to whole pixels.</summary>
    public Pixels CropTo(int height, int width)
    {
        var rows = (int)Math.Clamp((2L * Width * height + width) / (2L * width), 1, Height);
        var columns = (int)Math.Clamp((2L * Height * width + height) / (2L * height), 1, Width);
        var part = new Pixels(rows, columns, Channels, new byte[rows * columns * Channels]);
        var corner = ((Height - rows) / 2 * Width + (Width - columns) / 2) * Channels;
        for (var row = 0; row < rows; row++)
            Values.AsSpan(corner + row * Width * Channels, columns * Channels).CopyTo(part.Values.AsSpan(row * columns * Channels));
        return part;
    }

    /// <summary>The image in the centre of a black one that is at least as large.</summary>
    public Pixels PadTo(int height, int width)
    {
        var whole = new Pixels(height, width, Channels, new byte[height * width * Channels]);
        var corner = ((height - Height) / 2 * width + (width - Width) / 2) * Channels;
        for (var row = 0; row < Height; row++)
            Values.AsSpan(row * Width * Channels, Width * Channels).CopyTo(whole.Values.AsSpan(corner + row * width * Channels));
        return whole;
    }

    private static byte Luma(ReadOnlySpan<byte> pixel) => (byte)((19595 * pixel[0] + 38470 * pixel[1] + 7471 * pixel[2] + 32768) >> 16);
}
