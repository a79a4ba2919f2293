using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Apache.Arrow;
using CsCheck;
using SkiaSharp;

namespace DeepPipe.Encoders.Tests;

/// <summary>Images as pixels, as files and as columns.</summary>
internal static class Pictures
{
    public static Gen<Pixels> Any(int channels) => Gen.Select(Gen.Int[1, 12], Gen.Int[1, 12])
        .SelectMany((height, width) => Gen.Byte.Array[height * width * channels].Select(values => new Pixels(height, width, channels, values)));

    public static readonly Gen<Pixels> AnyOfBoth = Gen.OneOf(1, 3).SelectMany(Any);

    /// <summary>A file of P5 or P6.</summary>
    public static byte[] Netpbm(this Pixels image, string space = "\n") => [
        .. Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"P{(image.Channels == 1 ? 5 : 6)}{space}{image.Width}{space}{image.Height}{space}255\n")),
        .. image.Values];

    public static byte[] Png(this Pixels image, byte alpha = 255) => Encoded(image, alpha, SKEncodedImageFormat.Png);

    public static byte[] Jpeg(this Pixels image) => Encoded(image, 255, SKEncodedImageFormat.Jpeg);

    public static BinaryArray Column(params byte[]?[] files)
    {
        var builder = new BinaryArray.Builder();
        foreach (var file in files)
            _ = file is null ? builder.AppendNull() : builder.Append(file.AsSpan());
        return builder.Build();
    }

    public static byte[] Encode(this CellEncoding encoding, params byte[]?[] files)
    {
        var blocks = new byte[files.Length * encoding.RowBytes];
        encoding.Open().Encode(Column(files), 0, files.Length, blocks);
        return blocks;
    }

    public static ImageEncoding Unscaled(this Pixels image) => new(image.Height, image.Width, image.Channels, new int[image.Channels]);

    private static byte[] Encoded(Pixels image, byte alpha, SKEncodedImageFormat format)
    {
        var colour = image.To(3);
        var rgba = colour.Values.Chunk(3).SelectMany(pixel => pixel.Append(alpha)).ToArray();
        using var bitmap = new SKBitmap(new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        Marshal.Copy(rgba, 0, bitmap.GetPixels(), rgba.Length);
        using var data = bitmap.Encode(format, 95);
        return data.ToArray();
    }
}
