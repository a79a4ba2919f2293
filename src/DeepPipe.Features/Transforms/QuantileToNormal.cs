using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>
/// Each column through its empirical distribution onto the standard normal one. Float64 [rows, columns] in and out, without NaN;
/// the result lies within ±5.2.
/// </summary>
/// <remarks>
/// The semantics are those of scikit-learn's <c>QuantileTransformer(output_distribution="normal")</c>: levels are held within 1e-7 of
/// 0 and 1. One thing differs: the tails begin at the outermost quantiles themselves, and not 1e-7 inside of them, so that a column's
/// unit makes no difference.
/// </remarks>
public sealed class QuantileToNormal : nn.Module<Tensor, Tensor>
{
    private static readonly Scalar LowestLevel = 1e-7.ToScalar();
    private static readonly Scalar HighestLevel = (1 - 1e-7).ToScalar();

    private readonly QuantileLevel level;

    /// <summary>The quantiles of each column.</summary>
    public QuantileToNormal(IReadOnlyList<QuantileScaling> columns) : base(nameof(QuantileToNormal))
    {
        level = new([.. columns.Select(column => column.Quantiles)]);
        register_module(nameof(level), level);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => NormalQuantile.Of(level.call(input).clamp(LowestLevel, HighestLevel));
}
