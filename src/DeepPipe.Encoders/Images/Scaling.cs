namespace DeepPipe.Encoders;

/// <summary>
/// Scales images by the triangle filter, antialiased where they shrink: first along the rows, then along the columns, each in fixed
/// point and rounded to bytes.
/// </summary>
/// <remarks>The arithmetic of Pillow's <c>Resample.c</c>, BILINEAR on 8 bits.</remarks>
internal static class Scaling
{
    private const int FractionBits = 22;
    private const int Half = 1 << (FractionBits - 1);

    /// <summary>The image in another size; a side that has it already is not touched.</summary>
    public static Pixels Scale(Pixels image, int height, int width)
    {
        var rows = image.Width == width ? image : AlongRows(image, width);
        return rows.Height == height ? rows : AlongColumns(rows, height);
    }

    /// <summary>The image scaled by one factor to the largest size that is within height and width.</summary>
    public static Pixels ScaleWithin(Pixels image, int height, int width) => (long)image.Height * width > (long)image.Width * height
        ? Scale(image, height, Rounded(image.Width, height, image.Height))
        : Scale(image, Rounded(image.Height, width, image.Width), width);

    private static int Rounded(int side, int numerator, int denominator) =>
        (int)Math.Max(1, (2L * side * numerator + denominator) / (2L * denominator));

    private static Pixels AlongRows(Pixels image, int width)
    {
        var scaled = new Pixels(image.Height, width, image.Channels, new byte[image.Height * width * image.Channels]);
        var taps = Taps.Of(image.Width, width);
        for (var row = 0; row < image.Height; row++)
        {
            var source = image.Values.AsSpan(row * image.Width * image.Channels, image.Width * image.Channels);
            var target = scaled.Values.AsSpan(row * width * image.Channels, width * image.Channels);
            for (var place = 0; place < width; place++)
                for (var channel = 0; channel < image.Channels; channel++)
                    target[place * image.Channels + channel] = Sum(source[(taps[place].First * image.Channels + channel)..], image.Channels, taps[place].Weights);
        }
        return scaled;
    }

    private static Pixels AlongColumns(Pixels image, int height)
    {
        var stride = image.Width * image.Channels;
        var scaled = new Pixels(height, image.Width, image.Channels, new byte[height * stride]);
        var taps = Taps.Of(image.Height, height);
        for (var row = 0; row < height; row++)
            for (var place = 0; place < stride; place++)
                scaled.Values[row * stride + place] = Sum(image.Values.AsSpan(taps[row].First * stride + place), stride, taps[row].Weights);
        return scaled;
    }

    private static byte Sum(ReadOnlySpan<byte> values, int step, int[] weights)
    {
        var sum = Half;
        for (var tap = 0; tap < weights.Length; tap++)
            sum += values[tap * step] * weights[tap];
        return (byte)Math.Clamp(sum >> FractionBits, 0, 255);
    }

    /// <summary>The pixels that one of a scaled row is made of, and their weights in units of 2^-22.</summary>
    private readonly record struct Taps(int First, int[] Weights)
    {
        public static Taps[] Of(int size, int scaledSize)
        {
            var step = (double)size / scaledSize;
            var reach = Math.Max(step, 1);
            return [.. Enumerable.Range(0, scaledSize).Select(place => At((place + 0.5) * step, reach, size))];
        }

        private static Taps At(double centre, double reach, int size)
        {
            var first = Math.Max(0, (int)(centre - reach + 0.5));
            var weights = new double[Math.Min(size, (int)(centre + reach + 0.5)) - first];
            for (var tap = 0; tap < weights.Length; tap++)
                weights[tap] = Math.Max(0, 1 - Math.Abs((tap + first - centre + 0.5) * (1 / reach)));
            var sum = weights.Sum();
            return new Taps(first, Array.ConvertAll(weights, weight => (int)(0.5 + weight / sum * (1 << FractionBits))));
        }
    }
}
