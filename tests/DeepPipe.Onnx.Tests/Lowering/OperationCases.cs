using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace DeepPipe.Onnx.Tests;

/// <summary>Passes of one or a few operations each, over x and y [rows, 4], whole numbers k [rows, 4] in 0..3, and doubles d [rows, 4].</summary>
internal static class OperationCases
{
    internal sealed record Input(Tensor X, Tensor Y, Tensor K, Tensor D);

    private static readonly Tensor Edges = tensor(new double[] { -1.5, -1, -0.5, -0.5, 0, 0.25, 0.5, 1, 2, 3 }).DetachFromDisposeScope();

    private static readonly Tensor GroupedEdges =
        (arange(40, ScalarType.Float64).reshape(4, 10) / 10 - 1.5).DetachFromDisposeScope();

    private static readonly Tensor SingleEdges = Edges.to(ScalarType.Float32).DetachFromDisposeScope();

    private static readonly Tensor NoEdges = zeros(0, ScalarType.Float32).DetachFromDisposeScope();

    private static readonly Tensor Square = (arange(16, ScalarType.Float32).reshape(4, 4) / 8).DetachFromDisposeScope();

    private static readonly Tensor Places = tensor(new long[] { 2, 2, 1 }).DetachFromDisposeScope();

    private static readonly IReadOnlyDictionary<string, Func<Input, Tensor>> Basic = new Dictionary<string, Func<Input, Tensor>>
    {
        ["add"] = i => i.X + i.Y,
        ["add scaled"] = i => i.X.add(i.Y, alpha: 2),
        ["add promotes"] = i => i.X + i.D,
        ["add number"] = i => i.K + 1.5,
        ["sub"] = i => i.X - i.Y,
        ["rsub"] = i => 1 - i.X,
        ["mul broadcast"] = i => i.X * i.Y.slice(1, 0, 1, 1),
        ["div"] = i => i.X / (i.Y.abs() + 1),
        ["div whole"] = i => i.K / 2,
        ["div floor"] = i => i.X.div(i.Y.abs() + 0.5, RoundingMode.floor),
        ["div floor by tenths"] = i => (i.X * 10).round().div(tensor(new float[] { 0.1f, -0.1f, 0.3f, -0.7f }), RoundingMode.floor),
        ["div floor by zero"] = i => i.X.div(i.K.to(ScalarType.Float32), RoundingMode.floor),
        ["div floor double"] = i => (i.D * 10).round().div(tensor(new double[] { 0.1, -0.1, 0.3, -0.7 }), RoundingMode.floor),
        ["div trunc"] = i => i.X.div(i.Y.abs() + 0.5, RoundingMode.trunc),
        ["pow"] = i => i.X.abs().pow(2.5),
        ["maximum"] = i => maximum(i.X, i.Y),
        ["minimum"] = i => minimum(i.X, i.Y),
        ["remainder"] = i => i.X.remainder(0.75),
        ["remainder of negative"] = i => i.X.remainder(-0.75),
        ["remainder by tenths"] = i => (i.X * 10).round().remainder(0.1f),
        ["remainder double"] = i => (i.D * 10).round().remainder(tensor(new double[] { 0.1, -0.1, 0.3, -0.7 })),
        ["remainder whole"] = i => i.K.remainder(3),
        ["in place"] = i => (i.X * 2).add_(i.Y).mul_(0.5f).relu_(),
        ["clamp"] = i => i.X.clamp(-0.5, 0.5),
        ["clamp low"] = i => i.X.clamp(min: -0.5),
        ["clamp high"] = i => i.X.clamp(max: 0.5),
        ["clamp_min"] = i => clamp_min(i.X, 0.25),
        ["clamp_max"] = i => clamp_max(i.X, 0.25),
        ["neg"] = i => -i.X,
        ["abs"] = i => i.X.abs(),
        ["sign"] = i => i.X.sign(),
        ["sign NaN"] = i => Holed(i.X).sign(),
        ["sign whole"] = i => (i.K - 1).sign(),
        ["clamp NaN"] = i => Holed(i.X).clamp(-0.5, 0.5),
        ["maximum NaN"] = i => maximum(Holed(i.X), i.Y),
        ["minimum NaN"] = i => minimum(Holed(i.X), i.Y),
        ["relu NaN"] = i => F.relu(Holed(i.X)),
        ["floor"] = i => (i.X * 3).floor(),
        ["ceil"] = i => (i.X * 3).ceil(),
        ["round"] = i => (i.X * 3).round(),
        ["round to decimals"] = i => i.X.round(1),
        ["round double to decimals"] = i => i.D.round(3),
        ["round to hundreds"] = i => (i.X * 1000).round(-2),
        ["sqrt"] = i => i.X.abs().sqrt(),
        ["rsqrt"] = i => (i.X.abs() + 1).rsqrt(),
        ["exp"] = i => i.X.exp(),
        ["log"] = i => (i.X.abs() + 0.1).log(),
        ["log1p"] = i => i.X.abs().log1p(),
        ["log1p near 0"] = i => (i.X * 1e-6).log1p() * 1e6,
        ["log1p double near 0"] = i => (i.D * 1e-12).log1p() * 1e12,
        ["log1p at the ends"] = i => where(i.X.gt(0), i.K.to(ScalarType.Float32) / 0, -1).log1p().nan_to_num(5, 6, 7),
        ["sin"] = i => i.X.sin(),
        ["cos"] = i => i.X.cos(),
        ["reciprocal"] = i => (i.X.abs() + 1).reciprocal(),
        ["square"] = i => i.X.square(),
        ["erf"] = i => i.X.erf(),
        ["eq"] = i => i.K.eq(2),
        ["ne"] = i => i.K.ne(2),
        ["lt"] = i => i.X.lt(i.Y),
        ["le"] = i => i.K.le(1.5),
        ["gt"] = i => i.X.gt(i.D),
        ["ge"] = i => i.X.ge(0),
        ["and"] = i => i.X.gt(0).logical_and(i.Y.gt(0)),
        ["or"] = i => i.X.gt(0).logical_or(i.Y.gt(0)),
        ["xor"] = i => i.X.gt(0).logical_xor(i.Y.gt(0)),
        ["not"] = i => i.X.gt(0).logical_not(),
        ["bitwise and"] = i => i.X.gt(0) & i.Y.gt(0),
        ["bitwise or"] = i => i.X.gt(0) | i.Y.gt(0),
        ["bitwise not"] = i => ~i.X.gt(0),
        ["isnan"] = i => where(i.X.gt(0), i.X, double.NaN).isnan(),
        ["isinf"] = i => (1 / i.K.to(ScalarType.Float32)).isinf(),
        ["isnan whole"] = i => i.K.isnan(),
        ["isinf double"] = i => (i.D * 1e300).isinf(),
        ["isinf whole"] = i => i.K.isinf(),
        ["where"] = i => where(i.X.gt(0), i.X, i.D),
        ["masked fill"] = i => i.X.masked_fill(i.X.gt(0), -3),
        ["nan to number"] = i => (i.X.sign() / i.K.to(ScalarType.Float32)).nan_to_num(7, 100, -100),
        ["nan to number by default"] = i => where(i.X.gt(0), i.X, double.NaN).nan_to_num(),
        ["relu"] = i => F.relu(i.X),
        ["sigmoid"] = i => F.sigmoid(i.X),
        ["expit"] = i => special.expit(i.X),
        ["tanh"] = i => F.tanh(i.X),
        ["softplus"] = i => F.softplus(i.X),
        ["silu"] = i => F.silu(i.X),
        ["gelu"] = i => F.gelu(i.X),
        ["elu"] = i => F.elu(i.X, 0.7),
        ["leaky relu"] = i => F.leaky_relu(i.X, 0.2),
        ["softmax"] = i => i.X.softmax(1),
        ["functional softmax"] = i => F.softmax(i.X, -1),
        ["log softmax"] = i => F.log_softmax(i.X, 1),
        ["dropout"] = i => F.dropout(i.X, 0.5, training: false),
        ["feature dropout"] = i => F.dropout2d(i.X.unsqueeze(1).unsqueeze(1), 0.5, training: false),
        ["alpha dropout"] = i => F.alpha_dropout(i.X, 0.5, training: false),
        ["feature alpha dropout"] = i => F.feature_alpha_dropout(i.X.unsqueeze(1), 0.5, training: false),
        ["mm"] = i => i.X.mm(i.Y.slice(1, 0, 4, 1).transpose(0, 1)),
        ["matmul"] = i => matmul(i.X.unsqueeze(1), i.Y.unsqueeze(2)),
        ["bmm"] = i => i.X.unsqueeze(1).bmm(i.Y.unsqueeze(2)),
        ["addmm scaled"] = i => addmm(i.X, i.Y, Square, 0.5f, 2f),
        ["linear without bias"] = i => F.linear(i.X.unsqueeze(1), ones(3, 4)),
        ["linear"] = i => F.linear(i.X.unsqueeze(1), ones(3, 4), arange(3, ScalarType.Float32)),
        ["layer norm"] = i => F.layer_norm(i.X, [4]),
        ["batch norm"] = i => F.batch_norm(i.X, zeros(4), ones(4) * 2),
        ["sum"] = i => i.X.sum(1),
        ["sum keeps"] = i => i.X.sum(1, keepdim: true),
        ["sum of all"] = i => i.X.sum() + i.X,
        ["sum whole"] = i => i.K.sum(1),
        ["sum of all keeps"] = i => i.X.sum(Array.Empty<long>(), keepdim: true),
        ["mean of all keeps"] = i => i.X.mean([], keepdim: true),
        ["amax of all keeps"] = i => i.X.amax([], keepdim: true),
        ["mean"] = i => i.X.mean([1]),
        ["amax"] = i => i.X.amax([1]),
        ["amin"] = i => i.X.amin([1], keepdim: true),
        ["max of all"] = i => i.X.max() + i.X,
        ["max along"] = i => cat([i.X.max(1).values, i.X.max(1).indexes.to(ScalarType.Float32)], 0),
        ["max of two"] = i => max(i.X, i.Y),
        ["min of all"] = i => i.X.min() + i.X,
        ["min along"] = i => i.X.min(1, keepdim: true).values,
        ["argmax"] = i => i.X.argmax(1),
        ["argmax of all"] = i => i.X.argmax() + i.K,
        ["argmin"] = i => i.X.argmin(1, keepdim: true),
        ["topk"] = i => i.X.topk(2, 1).values,
        ["cumsum"] = i => i.X.cumsum(1),
        ["reshape"] = i => i.X.reshape(-1, 2, 2),
        ["view by rows"] = i => i.X.view(i.X.shape[0] * 2, 2),
        ["view as"] = i => i.X.view_as(i.Y),
        ["flatten"] = i => i.X.unsqueeze(1).flatten(1),
        ["unflatten"] = i => i.X.unflatten(1, 2, 2),
        ["squeeze"] = i => i.X.unsqueeze(1).squeeze(1),
        ["squeeze of another size"] = i => i.X.squeeze(1),
        ["squeeze all"] = i => cat([i.X, i.X], 0).unsqueeze(1).squeeze(),
        ["numpy T"] = i => i.X.T,
        ["t"] = i => i.X.t(),
        ["transpose"] = i => i.X.unsqueeze(1).transpose(1, -1),
        ["permute"] = i => i.X.unsqueeze(1).permute(2, 0, 1),
        ["expand"] = i => i.X.slice(1, 0, 1, 1).expand(-1, 3),
        ["expand as"] = i => i.X.slice(1, 0, 1, 1).expand_as(i.Y),
        ["broadcast to"] = i => i.X.slice(1, 1, 2, 1).broadcast_to(i.X.shape[0], 4),
        ["repeat"] = i => i.X.repeat(2, 1, 3),
        ["contiguous"] = i => i.X.t().contiguous(),
        ["clone"] = i => i.X.clone() + 1,
        ["detach"] = i => i.X.detach() + 1,
        ["alias"] = i => i.X.alias() + 1,
        ["to"] = i => i.D.to(ScalarType.Float32),
        ["to bool and back"] = i => i.K.to(ScalarType.Bool).to(ScalarType.Float32),
        ["type as"] = i => i.K.type_as(i.X),
        ["cat promotes"] = i => cat([i.X, i.D], 1),
        ["concat"] = i => concat([i.X, i.Y], 0),
        ["stack"] = i => stack([i.X, i.Y], 1),
        ["slice"] = i => i.X.slice(1, 1, 4, 2),
        ["index slices"] = i => i.X[TensorIndex.Ellipsis, TensorIndex.Slice(1, -1)],
        ["narrow"] = i => i.X.narrow(1, 1, 2),
        ["narrow from the end"] = i => i.X.narrow(1, -2, 2),
        ["narrow the last row"] = i => i.X.narrow(0, -1, 1),
        ["narrow but the last row"] = i => cat([i.X, i.X], 0).narrow(0, -2, 1),
        ["select"] = i => i.X.select(1, -2),
        ["split"] = i => i.X.split(2, 1)[1],
        ["split with sizes"] = i => i.X.split([1, 3], 1)[1],
        ["chunk"] = i => i.X.chunk(2, 1)[0],
        ["unbind"] = i => i.X.unbind(1)[3],
        ["index select"] = i => i.X.index_select(1, tensor(new long[] { 3, 0 })),
        ["gather"] = i => i.X.gather(1, i.K),
        ["one hot"] = i => F.one_hot(i.K, 4),
        ["index"] = i => i.X.index(TensorIndex.Ellipsis, TensorIndex.Tensor(Places)),
        ["searchsorted"] = i => searchsorted(Edges, i.D),
        ["searchsorted right"] = i => searchsorted(Edges, (i.D * 2).round() / 2, right: true),
        ["searchsorted left on edges"] = i => searchsorted(Edges, (i.D * 2).round() / 2),
        ["searchsorted grouped"] = i => searchsorted(GroupedEdges, i.D.t().contiguous()).t(),
        ["searchsorted NaN"] = i => searchsorted(Edges, where(i.D.gt(0), i.D, double.NaN)),
        ["searchsorted infinity"] = i => searchsorted(Edges, i.D / 0, right: true),
        ["searchsorted without edges"] = i => searchsorted(NoEdges, i.D),
        ["bucketize without edges"] = i => bucketize(i.X, NoEdges, outInt32: true),
        ["bucketize"] = i => bucketize(i.X, SingleEdges),
        ["zeros"] = i => zeros(i.X.shape[0], 2) + i.X.slice(1, 0, 1, 1),
        ["ones"] = i => ones(4) + i.X,
        ["full"] = i => full([4], 2.5f) + i.X,
        ["add of a long beyond 2^53"] = i => (i.K + ((1L << 53) + 1)).remainder(1000),
        ["full of a long beyond 2^53"] = i => (full([4], (1L << 53) + 1, ScalarType.Int64) + i.K).remainder(1000),
        ["zeros like"] = i => zeros_like(i.X) + i.X,
        ["ones like"] = i => ones_like(i.K) + i.K,
        ["full like"] = i => full_like(i.X, 1.5f) + i.X,
        ["new zeros"] = i => i.X.new_zeros(4) + i.X,
        ["new ones"] = i => i.X.new_ones(4) + i.X,
        ["new full"] = i => i.X.new_full([4], 3) + i.X,
        ["scalar tensor"] = i => tensor(0.1) * i.X,
        ["broadcast tensors"] = i => broadcast_tensors(i.X, i.Y.slice(1, 0, 1, 1))[1],
        ["arange by rows"] = i => arange(i.X.shape[0]).unsqueeze(1) + i.K,
        ["arange with step"] = i => arange(0, 8, 2) + i.K,
        ["rows as a number"] = i => i.X * i.X.shape[0] + (2 * i.X.shape[0] - 1),
    };

    internal static readonly IReadOnlyDictionary<string, Func<Input, Tensor>> All =
        new[]
            {
                Basic, NameCases.All, ProductCases.All, NormCases.All, ArrangementCases.All, FunctionCases.All, SpecialCases.All, StatisticCases.All,
                QuantileCases.All, WriteCases.All,
            }
            .SelectMany(group => group).ToDictionary(entry => entry.Key, entry => entry.Value);

    /// <summary>Those that add numbers at places, which ONNX Runtime's CPU provider does not in float16.</summary>
    internal static readonly IReadOnlyList<string> AddingAtPlaces =
        ["write, index put that adds", "write, scatter add", "write, index add", "scatter add", "index add", "index add of rows"];

    // NaN in about a quarter of the places.
    private static Tensor Holed(Tensor values) => where(values.gt(0.7), double.NaN, values).to(values.dtype);

    internal static IReadOnlyList<Tensor> Rows(long count) => OfSeed(count, 17);

    internal static IReadOnlyList<Tensor> OfSeed(long count, long seed)
    {
        manual_seed(seed);
        return [randn(count, 4), randn(count, 4), randint(4, [count, 4], ScalarType.Int64), randn([count, 4], dtype: ScalarType.Float64)];
    }
}
