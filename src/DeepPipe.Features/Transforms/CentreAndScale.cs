using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>(x - centre) / scale, column by column. Float64 [rows, columns] in and out.</summary>
public sealed class CentreAndScale : nn.Module<Tensor, Tensor>
{
    private readonly Tensor centre;
    private readonly Tensor scale;

    /// <summary>A centre and a scale for each column.</summary>
    public CentreAndScale(IReadOnlyList<AffineScaling> columns) : base(nameof(CentreAndScale))
    {
        centre = tensor(columns.Select(column => column.Centre).ToArray(), ScalarType.Float64);
        scale = tensor(columns.Select(column => column.Scale).ToArray(), ScalarType.Float64);
        register_buffer(nameof(centre), centre);
        register_buffer(nameof(scale), scale);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => (input - centre) / scale;
}
