namespace DeepPipe.Encoders;

/// <summary>How images are fitted.</summary>
public sealed record ImageFitOptions
{
    /// <summary>Rows of pixels. 1 to 4096.</summary>
    /// <value>Default that of the first image.</value>
    public int? Height { get; init; }

    /// <summary>Pixels in a row. 1 to 4096.</summary>
    /// <value>Default that of the first image.</value>
    public int? Width { get; init; }

    /// <summary>1 for grey, 3 for colour.</summary>
    /// <value>Default 1 where the first image's file holds grey, else 3.</value>
    public int? Channels { get; init; }

    /// <summary>How an image of another size becomes one of the block's.</summary>
    /// <value>Default stretch.</value>
    public ImageResize Resize { get; init; }
}
