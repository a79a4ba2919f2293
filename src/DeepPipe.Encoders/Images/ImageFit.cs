using System.Globalization;

namespace DeepPipe.Encoders;

/// <summary>
/// Fits the encoding of images in one pass: the size, which may be that of the first, and the mean and deviation of each channel over
/// all pixels of all images as they stand in the blocks. The sums are whole numbers: the images' order changes no bit of them.
/// </summary>
/// <param name="options">What is known of the block.</param>
public sealed class ImageFit(ImageFitOptions options)
{
    private ImageEncoding? encoding;
    private ImageEncoder? encoder;
    private byte[] block = [];
    private long[] sums = [];
    private long[] squares = [];

    /// <summary>How many images it has seen.</summary>
    public long ImageCount { get; private set; }

    /// <summary>The mean of each channel, of pixels divided by 255; empty before the first image.</summary>
    public IReadOnlyList<double> Mean => [.. sums.Select(sum => sum / (PixelCount * 255.0))];

    /// <summary>The population deviation of each channel, of pixels divided by 255; 0 where all pixels are equal.</summary>
    public IReadOnlyList<double> Deviation => [.. sums.Zip(squares, ChannelDeviation)];

    /// <summary>Takes the next image.</summary>
    /// <param name="file">The bytes of its file.</param>
    /// <param name="cell">Its place in its column, from 0, for the message where it cannot be read.</param>
    /// <exception cref="CellException">It is no image that can be read, or the first and larger than a block may be.</exception>
    /// <exception cref="ArgumentException">The options do not hold.</exception>
    public void Observe(ReadOnlySpan<byte> file, int cell)
    {
        var image = ImageFile.Decode(file, cell);
        if (encoder is null)
            Begin(image, cell);
        encoder!.Fill(image, block);
        for (var place = 0; place < block.Length; place++)
        {
            sums[place % sums.Length] += block[place];
            squares[place % sums.Length] += block[place] * block[place];
        }
        ImageCount++;
    }

    /// <summary>The encoding; the pixel of a missing cell is the mean, rounded.</summary>
    /// <exception cref="InvalidOperationException">It has seen no image.</exception>
    public ImageEncoding Encoding() => encoding is null
        ? throw new InvalidOperationException("No image was seen.")
        : encoding with { Missing = [.. Mean.Select(mean => (int)Math.Round(mean * 255))] };

    private double PixelCount => (double)ImageCount * block.Length / sums.Length;

    private void Begin(Pixels image, int cell)
    {
        var (height, width, channels) = (options.Height ?? image.Height, options.Width ?? image.Width, options.Channels ?? image.Channels);
        if (options is { Height: null } or { Width: null } && Math.Max(image.Height, image.Width) > ImageEncoding.LargestSide)
            throw new CellException(cell, string.Create(CultureInfo.InvariantCulture,
                $"is an image of {image.Width} x {image.Height} pixels, too large for a block's size: name a height and a width"));
        var first = new ImageEncoding(height, width, channels, new int[channels]) { Resize = options.Resize };
        if (first.Problem() is { } problem)
            throw new ArgumentException($"The options do not hold: {problem}.");
        (encoding, encoder) = (first, new ImageEncoder(first));
        (block, sums, squares) = (new byte[first.RowBytes], new long[channels], new long[channels]);
    }

    private double ChannelDeviation(long sum, long square)
    {
        // n sum(x^2) - sum(x)^2 is exact in 128 bits: no image count loses the small difference of large numbers.
        var count = (Int128)PixelCount;
        return Math.Sqrt((double)(count * square - (Int128)sum * sum)) / (PixelCount * 255.0);
    }
}
