using Apache.Arrow;

namespace DeepPipe.Encoders;

internal sealed class ImageEncoder : ICellEncoder
{
    private readonly ImageEncoding encoding;
    private readonly byte[] missing;

    public ImageEncoder(ImageEncoding encoding)
    {
        this.encoding = encoding;
        missing = new byte[encoding.RowBytes];
        for (var place = 0; place < missing.Length; place++)
            missing[place] = (byte)encoding.Missing[place % encoding.Channels];
    }

    /// <inheritdoc/>
    public void Encode(IArrowArray column, int first, int count, Span<byte> blocks)
    {
        var files = Cells.Of<BinaryArray>(column);
        for (var row = 0; row < count; row++)
        {
            var block = blocks.Slice(row * missing.Length, missing.Length);
            if (files.IsNull(first + row))
                missing.CopyTo(block);
            else
                Fill(ImageFile.Decode(files.GetBytes(first + row), first + row), block);
        }
    }

    /// <summary>Brings an image to the block's channels and size.</summary>
    public void Fill(Pixels image, Span<byte> block)
    {
        var pixels = image.To(encoding.Channels);
        var fitted = encoding.Resize switch
        {
            _ when pixels.Height == encoding.Height && pixels.Width == encoding.Width => pixels,
            ImageResize.Crop => Scaling.Scale(pixels.CropTo(encoding.Height, encoding.Width), encoding.Height, encoding.Width),
            ImageResize.Pad => Scaling.ScaleWithin(pixels, encoding.Height, encoding.Width).PadTo(encoding.Height, encoding.Width),
            _ => Scaling.Scale(pixels, encoding.Height, encoding.Width),
        };
        fitted.Values.CopyTo(block);
    }
}
