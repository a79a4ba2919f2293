using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx.Tests;

/// <summary>Reductions and orders.</summary>
internal static class StatisticCases
{
    internal static readonly IReadOnlyDictionary<string, Func<OperationCases.Input, Tensor>> All =
        new Dictionary<string, Func<OperationCases.Input, Tensor>>
        {
            ["prod"] = i => i.X.prod(1),
            ["prod of all"] = i => (i.X.sigmoid() + 0.5).prod(),
            ["prod whole"] = i => i.K.prod(1, keepdim: true),
            ["var"] = i => i.X.var(1),
            ["var of all"] = i => cat([i.X, i.Y], 0).var(),
            ["var without correction"] = i => i.X.var(1, unbiased: false, keepdim: true),
            ["std"] = i => i.X.std(1),
            ["std of rows"] = i => cat([i.X, i.Y], 0).std(0),
            ["var and mean"] = i => var_mean(i.X, 1).var + var_mean(i.X, 1).mean,
            ["std and mean"] = i => std_mean(i.D, 1).std + std_mean(i.D, 1).mean,
            ["all"] = i => i.X.gt(-1).all(),
            ["all along"] = i => i.X.gt(-1).all(1),
            ["any"] = i => i.X.gt(1).any(),
            ["any along"] = i => i.K.eq(2).any(1, keepdim: true),
            ["logsumexp"] = i => i.X.logsumexp(1),
            ["logsumexp keeps"] = i => (i.X * 50).logsumexp(1, keepdim: true),
            ["count nonzero"] = i => i.K.count_nonzero([1]),
            ["nansum"] = i => where(i.X.gt(0), i.X, double.NaN).to(ScalarType.Float32).nansum(),
            ["aminmax"] = i => aminmax(i.X, 1).min + aminmax(i.X, 1).max,
            ["sort"] = i => cat([i.X.sort(1).Values, i.X.sort(1).Indices.to(ScalarType.Float32)], 0),
            ["sort down"] = i => i.X.sort(1, descending: true).Values,
            ["sort of equals"] = i => i.K.sort(1, stable: true).Indices,
            ["argsort"] = i => i.X.argsort(0),
            ["msort"] = i => i.X.msort(),
            ["median"] = i => i.X.median(),
            ["kthvalue"] = i => i.X.kthvalue(2, 1).values,
            ["cumprod"] = i => i.X.cumprod(1),
            ["cumprod of rows"] = i => (i.X.sigmoid() + 0.5).cumprod(0),
            ["logcumsumexp"] = i => i.X.logcumsumexp(1),
            ["diff"] = i => i.X.diff(),
            ["diff with more before"] = i => i.X.diff(1, 1, i.Y.slice(1, 0, 1, 1)),
            ["topk by rows"] = i => cat([i.X, i.Y], 0).topk(2, 0).values,
        };
}
