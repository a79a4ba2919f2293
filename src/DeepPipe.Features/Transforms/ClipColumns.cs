using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>Holds each column within its range. Float64 [rows, columns] in and out; NaN stays NaN.</summary>
public sealed class ClipColumns : nn.Module<Tensor, Tensor>
{
    // Buffers, [columns]; infinite where there is no end.
    private readonly Tensor lower;
    private readonly Tensor upper;

    /// <summary>A range for each column; null for none.</summary>
    public ClipColumns(IReadOnlyList<ClipRange?> ranges) : base(nameof(ClipColumns))
    {
        lower = tensor(ranges.Select(range => range?.Lower ?? double.NegativeInfinity).ToArray(), ScalarType.Float64);
        upper = tensor(ranges.Select(range => range?.Upper ?? double.PositiveInfinity).ToArray(), ScalarType.Float64);
        register_buffer(nameof(lower), lower);
        register_buffer(nameof(upper), upper);
    }

    // Comparisons with NaN are false everywhere; what a minimum makes of it depends on who calculates.
    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var raised = where(input < lower, lower, input);
        return where(raised > upper, upper, raised);
    }
}
