using DeepPipe.Configuration;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>A change that is drawn anew for each row of each training step, and is never made outside of training.</summary>
[Variant("flip", typeof(FlipConfig))]
[Variant("crop", typeof(CropConfig))]
[Variant("cutout", typeof(CutoutConfig))]
[Variant("mixup", typeof(MixupConfig))]
public abstract record AugmentationConfig
{
    /// <summary>Changes a batch of images, by torch's default generator of their device.</summary>
    /// <param name="pixels">uint8 [rows, height, width, channels].</param>
    /// <returns>A tensor of the same shape and type.</returns>
    internal virtual Tensor Change(Tensor pixels) => pixels;
}

/// <summary>Each image is mirrored left to right with a chance of one half.</summary>
public sealed record FlipConfig : AugmentationConfig
{
    internal override Tensor Change(Tensor pixels)
    {
        var isFlipped = randint(0, 2, [pixels.shape[0], 1, 1, 1], ScalarType.Bool, pixels.device);
        return where(isFlipped, pixels.flip(2), pixels);
    }
}

/// <summary>Each image is shifted by up to so many pixels in each direction; what comes in is black.</summary>
public sealed record CropConfig : AugmentationConfig
{
    /// <summary>The largest shift, in pixels: the border that is put round the image before one of its size is cut out.</summary>
    /// <value>Default 4. At least 1.</value>
    [Within(AtLeast = 1)]
    public int Padding { get; init; } = 4;

    internal override Tensor Change(Tensor pixels)
    {
        var (rowCount, height, width) = (pixels.shape[0], pixels.shape[1], pixels.shape[2]);
        var down = Places(rowCount, height, pixels.device);               // [rows, height]
        var across = Places(rowCount, width, pixels.device);              // [rows, width]
        using var none = 0.ToScalar();
        using var lastRow = (height - 1).ToScalar();
        using var lastColumn = (width - 1).ToScalar();
        var rows = arange(rowCount, ScalarType.Int64, pixels.device).reshape(-1, 1, 1);
        var shifted = pixels.index(rows, down.clamp(none, lastRow).unsqueeze(2), across.clamp(none, lastColumn).unsqueeze(1));
        var isInside = (down.ge(none) & down.le(lastRow)).unsqueeze(2) & (across.ge(none) & across.le(lastColumn)).unsqueeze(1);
        return shifted * isInside.unsqueeze(3).to(ScalarType.Byte);
    }

    private Tensor Places(long rowCount, long size, Device device) =>
        arange(size, ScalarType.Int64, device) + randint(-Padding, Padding + 1, [rowCount, 1], ScalarType.Int64, device);
}

/// <summary>A square at a random place of each image becomes black; near a border, a part of it.</summary>
/// <remarks>DeVries and Taylor, "Improved Regularization of Convolutional Neural Networks with Cutout" (2017).</remarks>
public sealed record CutoutConfig : AugmentationConfig
{
    /// <summary>The square's side, in pixels.</summary>
    /// <value>Default 8. At least 1.</value>
    [Within(AtLeast = 1)]
    public int Size { get; init; } = 8;

    internal override Tensor Change(Tensor pixels)
    {
        var down = IsCut(pixels.shape[0], pixels.shape[1], pixels.device).unsqueeze(2);
        var across = IsCut(pixels.shape[0], pixels.shape[2], pixels.device).unsqueeze(1);
        return pixels * (down & across).logical_not().unsqueeze(3).to(ScalarType.Byte);
    }

    // The middle of the square is any pixel.
    private Tensor IsCut(long rowCount, long size, Device device)
    {
        using var none = 0.ToScalar();
        using var side = Size.ToScalar();
        var from = randint(0, size, [rowCount, 1], ScalarType.Int64, device) - Size / 2;
        var distance = arange(size, ScalarType.Int64, device) - from;
        return distance.ge(none) & distance.lt(side);
    }
}

/// <summary>
/// Each row is mixed with another of its batch, all by one share that is drawn from a beta distribution: images, numbers and the loss.
/// Everything else is that of the row with the share.
/// </summary>
/// <remarks>Zhang et al., "mixup: Beyond Empirical Risk Minimization" (2018).</remarks>
public sealed record MixupConfig : AugmentationConfig
{
    /// <summary>Both parameters of the beta distribution: the greater, the more rows are mixed.</summary>
    /// <value>Default 0.2. Greater than 0.</value>
    [Within(Above = 0)]
    public double Alpha { get; init; } = 0.2;
}
