using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx.Tests;

/// <summary>Quantiles, counts, correlations, areas, and extremes up to a place.</summary>
internal static class QuantileCases
{
    private static readonly Tensor Parts = tensor(new float[] { 0, 0.1f, 0.5f, 0.99f, 1 }).DetachFromDisposeScope();

    private static readonly Tensor Edges = tensor(new float[] { -1, 0, 0.25f, 1, 3 }).DetachFromDisposeScope();

    private static readonly Tensor Half = tensor(0.5f).DetachFromDisposeScope();

    private static readonly Tensor Stations = tensor(new float[] { 0, 0.5f, 2, 2.25f }).DetachFromDisposeScope();

    // NaN where there is no other number, too.
    private static Tensor Holed(OperationCases.Input i) => where(i.K.gt(1).logical_or(i.K.select(1, 0).eq(0).unsqueeze(1)), double.NaN, i.X).to(ScalarType.Float32);

    internal static readonly IReadOnlyDictionary<string, Func<OperationCases.Input, Tensor>> All =
        new Dictionary<string, Func<OperationCases.Input, Tensor>>
        {
            ["quantile"] = i => i.X.quantile(Parts),
            ["quantile of rows"] = i => i.X.quantile(Parts, 0),
            ["quantile of rows, keeps"] = i => i.X.quantile(Parts, 0, true),
            ["quantile, one"] = i => i.X.quantile(Half, 1),
            ["quantile, one that keeps"] = i => i.D.quantile(tensor(0.3), 0, true),
            ["quantile with NaN"] = i => Holed(i).quantile(Parts, 1),
            ["nanquantile"] = i => Holed(i).nanquantile(Parts, 1),
            ["nanquantile of rows"] = i => Holed(i).nanquantile(Half, 0),
            ["nanmedian"] = i => Holed(i).nanmedian(),
            ["mode"] = i => i.K.mode(1).values,
            ["mode, where"] = i => i.K.mode(1, true).indices,
            ["mode of rows"] = i => i.K.to(ScalarType.Float32).mode(0).values,
            ["histc"] = i => i.X.histc(5, -2, 2),
            ["histogram"] = i => histogram(i.X, 4, (-2, 2)).hist,
            ["histogram, its edges"] = i => histogram(i.X, 4, (-2, 2)).bin_edges + i.X.sum(),
            ["histogram, weighted"] = i => histogram(i.X, 4, (-2, 2), i.Y.abs()).hist,
            ["histogram of edges, as density"] = i => histogram(i.X.clamp(-1, 3), Edges, density: true).hist,
            ["cov of variables in columns"] = i => cat([i.X, i.Y], 0).t().cov(0),
            ["cov of one variable"] = i => cat([i.X.select(1, 0), i.X.select(1, 1)], 0).cov(),
            ["corrcoef of variables in columns"] = i => cat([i.X, i.Y, i.X + i.Y * i.Y], 0).t().corrcoef(),
            ["corrcoef of one variable"] = i => i.X.flatten().corrcoef(),
            ["trapezoid"] = i => i.X.trapezoid(),
            ["trapezoid of rows"] = i => i.X.trapezoid(0.5, 0),
            ["trapezoid over places"] = i => i.X.trapezoid(Stations),
            ["trapezoid over places of rows"] = i => i.X.trapezoid(i.Y.select(1, 0), 0),
            ["trapz"] = i => trapz(i.X, i.Y),
            ["cumulative trapezoid"] = i => i.X.cumulative_trapezoid(0.5),
            ["cumulative trapezoid over places"] = i => i.X.cumulative_trapezoid(Stations),
            ["cummax"] = i => i.X.cummax(1).values,
            ["cummax, where"] = i => i.K.to(ScalarType.Float32).cummax(1).indexes,
            ["cummin of rows"] = i => i.X.cummin(0).values,
            ["cummin of rows, where"] = i => i.K.to(ScalarType.Float32).cummin(0).indexes,
        };
}
