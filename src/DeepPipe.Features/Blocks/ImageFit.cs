using Apache.Arrow;
using DeepPipe.Encoders;

namespace DeepPipe.Features;

/// <summary>The size of the images, and the mean and deviation of each channel.</summary>
internal sealed class ImageFit(InputColumn column, ImageFeatureConfig config) : IBlockFit
{
    private readonly Encoders.ImageFit pixels = new(new ImageFitOptions
    {
        Height = config.Height,
        Width = config.Width,
        Channels = config.Channels,
        Resize = config.Resize,
    });

    /// <inheritdoc/>
    public void Observe(IArrowArray cells, int index)
    {
        var images = (BinaryArray)cells;
        if (!images.IsNull(index))
            pixels.Observe(images.GetBytes(index), index);
    }

    /// <inheritdoc/>
    public string? ReasonToDrop() => pixels.ImageCount == 0 ? "it is missing in all train rows"
        : pixels.Deviation.All(deviation => deviation == 0) ? "its images are of one colour in all train rows"
        : null;

    /// <inheritdoc/>
    public BlockFeature Feature() => new(column.Name, column.Type, pixels.Encoding())
    {
        Mean = pixels.Mean,
        // A channel that never differs says nothing: its pixels become 0, whatever they are divided by.
        Deviation = [.. pixels.Deviation.Select(deviation => deviation > 0 ? deviation : 1)],
    };
}
