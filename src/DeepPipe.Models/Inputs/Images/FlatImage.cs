using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>See <see cref="FlatImageConfig"/>.</summary>
internal sealed class FlatImage : BlockEncoder
{
    private readonly StandardPixels pixels;

    public FlatImage(ImageShape shape) : base(nameof(FlatImage), shape.Height * shape.Width * shape.Channels)
    {
        pixels = new(shape);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => pixels.call(input).flatten(1);
}
