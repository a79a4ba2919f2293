using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>
/// Pixels, uint8 [rows, height, width, channels], divided by 255, minus the channel's mean and divided by its deviation: float32
/// [rows, channels, height, width].
/// </summary>
internal sealed class StandardPixels : nn.Module<Tensor, Tensor>
{
    private readonly Tensor scale;          // buffers, float32 [channels, 1, 1]
    private readonly Tensor shift;

    public StandardPixels(ImageShape shape) : base(nameof(StandardPixels))
    {
        scale = Buffer(shape.Deviation.Select(deviation => 1 / (255 * deviation)));
        shift = Buffer(shape.Mean.Zip(shape.Deviation, (mean, deviation) => mean / deviation));
        register_buffer(nameof(scale), scale);
        register_buffer(nameof(shift), shift);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor pixels) => pixels.permute(0, 3, 1, 2).to(ScalarType.Float32) * scale - shift;

    private static Tensor Buffer(IEnumerable<double> values) => tensor(values.ToArray(), ScalarType.Float32).reshape(-1, 1, 1);
}
