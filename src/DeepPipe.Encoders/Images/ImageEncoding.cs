using System.Text.Json.Serialization;

namespace DeepPipe.Encoders;

/// <summary>
/// The bytes of an image file to pixels, uint8 [<see cref="Height"/>, <see cref="Width"/>, <see cref="Channels"/>], channels red,
/// green, blue. PNG, JPEG, WebP, BMP, GIF (its first frame), and binary PGM (P5) and PPM (P6) of maxval 255. The orientation that EXIF
/// tells is applied, colour profiles are not; what is transparent is seen over white; of two bytes a channel the upper is taken; grey is
/// (19595 red + 38470 green + 7471 blue + 32768) / 65536, ITU-R BT.601's luma. An image of the block's size stays as it is; others are
/// scaled by the triangle filter, whose width grows with the step where an image shrinks (antialiased bilinear), in whole numbers:
/// the same bits on every machine, and Pillow's BILINEAR.
/// </summary>
/// <param name="Height">Rows of pixels. 1 to 4096.</param>
/// <param name="Width">Pixels in one. 1 to 4096.</param>
/// <param name="Channels">1 for grey, 3 for colour.</param>
/// <param name="Missing">The pixel that fills the block of a missing cell, a number for each channel, 0 to 255.</param>
public sealed record ImageEncoding(int Height, int Width, int Channels, IReadOnlyList<int> Missing) : CellEncoding
{
    /// <summary>How an image of another size becomes one of the block's.</summary>
    /// <value>Default stretch.</value>
    public ImageResize Resize { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override BlockElement Element => BlockElement.UInt8;

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<int> Shape => [Height, Width, Channels];

    /// <inheritdoc/>
    public override string? Problem() => Height is < 1 or > LargestSide || Width is < 1 or > LargestSide
            ? $"the size is {Height} x {Width}, where a side is 1 to {LargestSide}"
        : Channels is not (1 or 3) ? $"the number of channels is {Channels}, not 1 or 3"
        : Missing.Count != Channels ? $"the missing pixel has {Missing.Count} numbers, where there are {Channels} channels"
        : Missing.FirstOrDefault(value => value is < 0 or > 255) is not 0 and var value ? $"the missing pixel has the number {value}, not 0 to 255"
        : null;

    internal const int LargestSide = 4096;

    private protected override ICellEncoder Build() => new ImageEncoder(this);
}

/// <summary>How an image of another size becomes one of the block's.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImageResize>))]
public enum ImageResize
{
    /// <summary>Both sides are scaled, each by its own factor.</summary>
    [JsonStringEnumMemberName("stretch")]
    Stretch,

    /// <summary>The largest centred part of the block's aspect, to whole pixels, is scaled; what is outside is lost.</summary>
    [JsonStringEnumMemberName("crop")]
    Crop,

    /// <summary>The whole is scaled by one factor, to whole pixels, and stands in the centre; black fills the rest.</summary>
    [JsonStringEnumMemberName("pad")]
    Pad,
}
