using System.Globalization;
using System.Text;
using Apache.Arrow;
using DeepPipe.Encoders;
using DeepPipe.Statistics;

namespace DeepPipe.Export;

/// <summary>PGM and PPM of noise over a colour: of the network's size, larger, and of one pixel.</summary>
internal sealed class GoldenImage(ImageEncoding encoding, SplitMix random) : GoldenBlock<byte[]>(random)
{
    protected override byte[] Ordinary() => Noise(encoding.Height, encoding.Width, encoding.Channels);

    // Of the other kind, and of another size: it is made grey or colour, and resized.
    protected override byte[] Unseen() => Noise(encoding.Height + 3, encoding.Width + 5, 4 - encoding.Channels);

    protected override byte[] Least() => Map(1, 1, new byte[encoding.Channels]);

    protected override byte[] Most() =>
        Map(encoding.Height, encoding.Width, [.. Enumerable.Repeat(byte.MaxValue, encoding.RowBytes)]);

    protected override IArrowArray Array(IReadOnlyList<byte[]?> cells)
    {
        var builder = new BinaryArray.Builder();
        foreach (var cell in cells)
            _ = cell is null ? builder.AppendNull() : builder.Append(cell.AsSpan());
        return builder.Build();
    }

    private byte[] Noise(int height, int width, int channels)
    {
        var values = new byte[height * width * channels];
        var (least, range) = ((int)Random.NextBelow(128), 1 + Random.NextBelow(128));
        for (var place = 0; place < values.Length; place++)
            values[place] = (byte)(least + Random.NextBelow(range));
        return Map(height, width, values);
    }

    private static byte[] Map(int height, int width, byte[] values) =>
    [
        .. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"P{(values.Length == height * width ? 5 : 6)} {width} {height} 255\n")),
        .. values,
    ];
}
