using SkiaSharp;

namespace DeepPipe.Encoders;

/// <summary>Turns an image as its file says it lies.</summary>
internal static class Orientation
{
    public static Pixels Upright(Pixels image, SKEncodedOrigin origin)
    {
        if (origin is SKEncodedOrigin.TopLeft or SKEncodedOrigin.Default)
            return image;
        // From the fifth on rows and columns change places.
        var (height, width) = origin >= SKEncodedOrigin.LeftTop ? (image.Width, image.Height) : (image.Height, image.Width);
        var upright = new Pixels(height, width, image.Channels, new byte[image.Values.Length]);
        for (var row = 0; row < height; row++)
            for (var column = 0; column < width; column++)
            {
                var (sourceRow, sourceColumn) = Source(origin, row, column, image.Height - 1, image.Width - 1);
                image.Values.AsSpan((sourceRow * image.Width + sourceColumn) * image.Channels, image.Channels)
                    .CopyTo(upright.Values.AsSpan((row * width + column) * image.Channels));
            }
        return upright;
    }

    /// <summary>Where the file holds a pixel of the upright image; the name tells where the file's first row and first column lie.</summary>
    private static (int Row, int Column) Source(SKEncodedOrigin origin, int row, int column, int lastRow, int lastColumn) => origin switch
    {
        SKEncodedOrigin.TopRight => (row, lastColumn - column),
        SKEncodedOrigin.BottomRight => (lastRow - row, lastColumn - column),
        SKEncodedOrigin.BottomLeft => (lastRow - row, column),
        SKEncodedOrigin.LeftTop => (column, row),
        SKEncodedOrigin.RightTop => (lastRow - column, row),
        SKEncodedOrigin.RightBottom => (lastRow - column, lastColumn - row),
        SKEncodedOrigin.LeftBottom => (column, lastColumn - row),
        _ => (row, column),
    };
}
