using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>Puts each column's fill where a number is missing. Float64 [rows, columns] in and out; no NaN comes out.</summary>
public sealed class FillMissing : nn.Module<Tensor, Tensor>
{
    private readonly Tensor fill;

    /// <summary>A fill for each column, in the column's own unit.</summary>
    public FillMissing(IReadOnlyList<double> fills) : base(nameof(FillMissing))
    {
        fill = tensor(fills.ToArray(), ScalarType.Float64);
        register_buffer(nameof(fill), fill);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => where(input.isnan(), fill, input);
}
