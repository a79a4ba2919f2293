using System.Globalization;
using SkiaSharp;

namespace DeepPipe.Encoders;

/// <summary>Reads image files of all forms, upright and without what is transparent.</summary>
internal static class ImageFile
{
    /// <summary>More are taken for a mistake, or for an attack on the memory.</summary>
    private const long LargestPixelCount = 100_000_000;

    /// <summary>What JPEG allows. Scaling one side of a longer image would make another that has no bound.</summary>
    private const int LargestSide = 65_535;

    /// <exception cref="CellException">It is no image, or too large.</exception>
    public static Pixels Decode(ReadOnlySpan<byte> file, int cell)
    {
        if (NetpbmFile.Is(file))
            return NetpbmFile.Decode(file, cell);
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        if (codec is null)
            throw new CellException(cell, $"is no image that can be read: {Beginning(file)}");
        var form = Form(codec.EncodedFormat)
            ?? throw new CellException(cell, $"is an image of the form {codec.EncodedFormat.ToString().ToLowerInvariant()}, which is not read");
        RefuseSize(codec.Info.Height, codec.Info.Width, cell);
        // Without a colour space nothing is converted; a frame's transparency is not yet multiplied in.
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul, colorspace: null);
        var result = codec.GetPixels(info, out var pixels);
        if (result != SKCodecResult.Success)
            throw new CellException(cell, $"is a {form} image that is damaged or ends early");
        return Orientation.Upright(OverWhite(pixels, info, codec.Info.ColorType == SKColorType.Gray8), codec.EncodedOrigin);
    }

    /// <exception cref="CellException">It has more pixels than are read.</exception>
    public static void RefuseSize(int height, int width, int cell)
    {
        if ((long)height * width > LargestPixelCount || Math.Max(height, width) > LargestSide)
            throw new CellException(cell, string.Create(CultureInfo.InvariantCulture,
                $"is an image of {width} x {height} pixels, where at most {LargestPixelCount} are read, and {LargestSide} a side"));
    }

    private static string? Form(SKEncodedImageFormat format) => format switch
    {
        SKEncodedImageFormat.Png => "PNG",
        SKEncodedImageFormat.Jpeg => "JPEG",
        SKEncodedImageFormat.Webp => "WebP",
        SKEncodedImageFormat.Bmp => "BMP",
        SKEncodedImageFormat.Gif => "GIF",
        _ => null,
    };

    private static string Beginning(ReadOnlySpan<byte> file) => file.Length == 0
        ? "it has no bytes"
        : "it begins with " + string.Join(' ', file[..Math.Min(3, file.Length)].ToArray().Select(one => one.ToString("x2", CultureInfo.InvariantCulture)));

    private static Pixels OverWhite(byte[] pixels, SKImageInfo info, bool isGrey)
    {
        var channels = isGrey ? 1 : 3;
        var values = new byte[info.Height * info.Width * channels];
        for (var pixel = 0; pixel < info.Height * info.Width; pixel++)
        {
            var alpha = pixels[pixel * 4 + 3];
            for (var channel = 0; channel < channels; channel++)
                values[pixel * channels + channel] = (byte)((pixels[pixel * 4 + channel] * alpha + 255 * (255 - alpha) + 127) / 255);
        }
        return new Pixels(info.Height, info.Width, channels, values);
    }
}
