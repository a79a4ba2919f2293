using DeepPipe.Configuration;
using DeepPipe.Encoders;

namespace DeepPipe.Features;

/// <summary>How an image enters the network.</summary>
public sealed record ImageFeatureConfig : IValidated
{
    /// <summary>Rows of pixels.</summary>
    /// <value>Default: those of the first train row's image. At least 1 and at most 4096.</value>
    [Within(AtLeast = 1, AtMost = 4096)]
    public int? Height { get; init; }

    /// <summary>Pixels in a row.</summary>
    /// <value>Default: those of the first train row's image. At least 1 and at most 4096.</value>
    [Within(AtLeast = 1, AtMost = 4096)]
    public int? Width { get; init; }

    /// <summary>1 for grey, 3 for red, green and blue.</summary>
    /// <value>Default: those of the first train row's image. 1 or 3.</value>
    public int? Channels { get; init; }

    /// <summary>How an image of another size comes to this one.</summary>
    /// <value>Default <c>stretch</c>. One of <c>stretch</c>, <c>crop</c>, <c>pad</c>.</value>
    public ImageResize Resize { get; init; }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems()
    {
        if (Channels is { } channels and not (1 or 3))
            yield return new("channels", channels, "1 or 3");
        if (Height is { } height && Width is null)
            yield return new("height", height, "together with width");
        if (Width is { } width && Height is null)
            yield return new("width", width, "together with height");
    }
}
