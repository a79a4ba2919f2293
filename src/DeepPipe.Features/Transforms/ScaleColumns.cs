using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>Scales each column by its own scaling. Float64 [rows, columns] in and out, without NaN.</summary>
public sealed class ScaleColumns : nn.Module<Tensor, Tensor>
{
    private readonly CentreAndScale? affine;
    private readonly QuantileToNormal? quantile;

    // Buffers, int64, where both kinds occur: the columns of each kind, and the place of each column in the two side by side.
    private readonly Tensor? affineColumns;
    private readonly Tensor? quantileColumns;
    private readonly Tensor? places;

    /// <summary>A scaling for each column; at least one.</summary>
    public ScaleColumns(IReadOnlyList<NumberScaling> scalings) : base(nameof(ScaleColumns))
    {
        var affines = scalings.OfType<AffineScaling>().ToArray();
        var quantiles = scalings.OfType<QuantileScaling>().ToArray();
        if (affines.Length > 0)
            register_module(nameof(affine), affine = new(affines));
        if (quantiles.Length > 0)
            register_module(nameof(quantile), quantile = new(quantiles));
        if (affine is null || quantile is null)
            return;

        var ofAffine = Columns(scalings, scaling => scaling is AffineScaling);
        var ofQuantile = Columns(scalings, scaling => scaling is QuantileScaling);
        long[] sideBySide = [.. ofAffine, .. ofQuantile];
        register_buffer(nameof(affineColumns), affineColumns = tensor(ofAffine, ScalarType.Int64));
        register_buffer(nameof(quantileColumns), quantileColumns = tensor(ofQuantile, ScalarType.Int64));
        register_buffer(nameof(places), places = tensor(Inverse(sideBySide), ScalarType.Int64));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (quantile is null)
            return affine!.call(input);
        if (affine is null)
            return quantile.call(input);
        var affineScaled = affine.call(input.index_select(1, affineColumns!));
        var quantileScaled = quantile.call(input.index_select(1, quantileColumns!));
        return cat([affineScaled, quantileScaled], 1).index_select(1, places!);
    }

    private static long[] Columns(IReadOnlyList<NumberScaling> scalings, Func<NumberScaling, bool> isOfKind) =>
        [.. Enumerable.Range(0, scalings.Count).Where(column => isOfKind(scalings[column])).Select(column => (long)column)];

    private static long[] Inverse(long[] order)
    {
        var places = new long[order.Length];
        for (var place = 0; place < order.Length; place++)
            places[order[place]] = place;
        return places;
    }
}
