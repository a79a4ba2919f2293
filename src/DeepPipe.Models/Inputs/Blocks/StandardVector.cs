using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>
/// float32 [rows, width], each place minus its mean and divided by its deviation; 0 where it is missing. With an output width, a
/// linear layer and relu follow.
/// </summary>
internal sealed class StandardVector : BlockEncoder
{
    // The square of such a number is still a float32.
    private static readonly Scalar Lowest = (-1e15).ToScalar();
    private static readonly Scalar Highest = 1e15.ToScalar();

    private readonly Tensor mean;           // buffers, float32 [width] or [1]
    private readonly Tensor deviation;
    private readonly Linear? linear;

    public StandardVector(VectorShape shape, int? outputWidth = null) : base(nameof(StandardVector), outputWidth ?? shape.Width)
    {
        mean = tensor(shape.Mean.ToArray(), ScalarType.Float32);
        deviation = tensor(shape.Deviation.ToArray(), ScalarType.Float32);
        register_buffer(nameof(mean), mean);
        register_buffer(nameof(deviation), deviation);
        if (outputWidth is { } width)
            register_module(nameof(linear), linear = nn.Linear(shape.Width, width));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor numbers)
    {
        var standard = ((numbers - mean) / deviation).nan_to_num(0).clamp(Lowest, Highest);
        return linear is null ? standard : linear.call(standard).relu();
    }
}
