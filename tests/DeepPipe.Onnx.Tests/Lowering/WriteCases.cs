using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx.Tests;

/// <summary>Writes in place, seen by the tensor, by what it is a view of, and by other views; and the operations that they become.</summary>
internal static class WriteCases
{
    private static readonly Tensor Places = tensor(new long[] { 3, 0 }).DetachFromDisposeScope();
    private static readonly Tensor Others = tensor(new long[] { 1, 2 }).DetachFromDisposeScope();

    internal static readonly IReadOnlyDictionary<string, Func<OperationCases.Input, Tensor>> All =
        new Dictionary<string, Func<OperationCases.Input, Tensor>>
        {
            ["write, slice"] = i => Written(i, x => x.slice(1, 1, 3, 1).copy_(i.Y.slice(1, 0, 2, 1))),
            ["write, slice to the end"] = i => Written(i, x => x.slice(1, -2, long.MaxValue, 1).mul_(2)),
            ["write, slice with steps"] = i => Written(i, x => x.slice(1, 1, 4, 2).add_(i.Y.slice(1, 0, 2, 1))),
            ["write, slice of rows with steps"] = i => Written(i, x => x.slice(0, 0, long.MaxValue, 2).add_(1)),
            ["write, all but the first row"] = i => Written(i, x => x.slice(0, 1, long.MaxValue, 1).neg_()),
            ["write, all but the last row"] = i => Doubled(i, x => x.slice(0, 0, -1, 1).neg_()),
            ["write, index of a slice"] = i => Written(i, x => x[TensorIndex.Ellipsis, TensorIndex.Slice(2, 4)] = i.Y.slice(1, 0, 2, 1)),
            ["write, index of a column"] = i => Written(i, x => x[TensorIndex.Colon, TensorIndex.Single(1)] = i.Y.select(1, 0)),
            ["write, index of a column of numbers"] = i => Written(i, x => x[TensorIndex.Colon, TensorIndex.Single(-1)] = 2.5f),
            ["write, select"] = i => Written(i, x => x.select(1, 2).add_(i.Y.select(1, 0))),
            ["write, select from the end"] = i => Written(i, x => x.select(1, -1).mul_(3)),
            ["write, the first row"] = i => Written(i, x => x.select(0, 0).zero_()),
            ["write, the last row"] = i => Written(i, x => x.select(0, -1).fill_(7)),
            ["write, narrow"] = i => Written(i, x => x.narrow(1, 1, 2).copy_(i.Y.narrow(1, 2, 2))),
            ["write, narrow from the end"] = i => Written(i, x => x.narrow(1, -2, 2).copy_(i.Y.narrow(1, 2, 2))),
            ["write, transpose"] = i => Written(i, x => x.transpose(0, 1).mul_(2)),
            ["write, t of a slice"] = i => Written(i, x => x.t().slice(0, 1, 3, 1).sub_(1)),
            ["write, permute"] = i => Written(i, x => x.unsqueeze(1).permute(2, 0, 1).add_(1)),
            ["write, movedim"] = i => Written(i, x => x.view(-1, 2, 2).movedim([0], [2]).add_(1)),
            ["write, view"] = i => Written(i, x => x.view(-1, 2, 2).select(2, 1).add_(1)),
            ["write, reshape that is a view"] = i => Written(i, x => x.reshape(-1, 2).select(1, 1).add_(1)),
            ["write, reshape that is a copy"] = i => Written(i, x => x.view(-1, 2, 2).transpose(1, 2).reshape(-1, 4).add_(1)),
            ["write, contiguous"] = i => Written(i, x => x.contiguous().add_(1)),
            ["write, contiguous that is a copy"] = i => Written(i, x => x.view(-1, 2, 2).transpose(1, 2).contiguous().add_(1)),
            ["write, to that is a copy"] = i => Written(i, x => x.to(ScalarType.Float64).add_(1)),
            ["write, detach"] = i => Written(i, x => x.detach().add_(1)),
            ["write, flatten"] = i => Written(i, x => x.unsqueeze(0).flatten(0, 1).add_(1)),
            ["write, unflatten"] = i => Written(i, x => x.unflatten(1, 2, 2).select(1, 0).add_(1)),
            ["write, unsqueeze"] = i => Written(i, x => x.unsqueeze(1).add_(1)),
            ["write, squeeze"] = i => Written(i, x => x.unsqueeze(1).squeeze(1).add_(1)),
            ["write, split"] = i => Written(i, x => x.split(2, 1)[1].add_(1)),
            ["write, chunk"] = i => Written(i, x => x.chunk(2, 1)[0].add_(1)),
            ["write, unbind"] = i => Written(i, x => x.unbind(1)[3].add_(1)),
            ["write, unbind, each"] = i => Written(i, x => Array.ForEach(x.unbind(1), column => column.mul_(2))),
            ["write, seen by a view taken before"] = i =>
            {
                var x = i.X * 2;
                var (part, other) = (x.slice(1, 1, 3, 1), x.t());
                x.add_(1);
                part.mul_(2);
                return cat([x, other.t(), part, part], 1);
            },
            ["write, several in turn"] = i => Written(i, x =>
            {
                x.select(1, 0).add_(x.select(1, 1));
                x.select(1, 1).add_(x.select(1, 0));
                x.slice(1, 0, 2, 1).mul_(x.slice(1, 2, 4, 1));
            }),
            ["write, into an input"] = i =>
            {
                i.X.slice(1, 0, 2, 1).zero_();
                return i.X + 1;
            },
            ["write, fill"] = i => Written(i, x => x.fill_(1.5)),
            ["write, fill by a tensor"] = i => Written(i, x => x[TensorIndex.Ellipsis, TensorIndex.Slice(0, 2)] = i.Y.sum()),
            ["write, zero"] = i => Written(i, x => x.zero_()),
            ["write, copy of doubles"] = i => Written(i, x => x.copy_(i.D)),
            ["write, copy of whole numbers"] = i => Written(i, x => x.copy_(i.K)),
            ["write, copy broadcast"] = i => Written(i, x => x.copy_(i.Y.slice(1, 0, 1, 1))),
            ["write, masked fill"] = i => Written(i, x => x.slice(1, 0, 2, 1).masked_fill_(i.Y.slice(1, 0, 2, 1).gt(0), 9)),
            ["write, mask as an index"] = i => Written(i, x => x[i.Y.gt(0)] = 4f),
            ["write, mask of rows as an index"] = i => Written(i, x => x[i.Y.select(1, 0).gt(0)] = 4f),
            ["write, index put"] = i => Written(i, x => x.index_put_(i.Y.slice(1, 0, 2, 1), TensorIndex.Ellipsis, TensorIndex.Tensor(Places))),
            ["write, index put that adds"] = i => Written(i, x => x.t().index_put_(
                i.Y.t().slice(0, 0, 3, 1), [TensorIndex.Tensor(tensor(new long[] { 1, 1, 2 }))], accumulate: true)),
            ["write, index put at points"] = i => Written(i, x => x.t().index_put_(
                i.Y.select(0, 0).slice(0, 0, 2, 1), TensorIndex.Tensor(Places), TensorIndex.Tensor(zeros(2, ScalarType.Int64)))),
            ["write, scatter"] = i => Written(i, x => x.scatter_(1, i.K.slice(1, 0, 1, 1), i.Y)),
            ["write, scatter add"] = i => Written(i, x => x.scatter_add_(1, i.K, i.Y)),
            ["write, index add"] = i => Written(i, x => x.index_add_(1, Places, i.Y.slice(1, 0, 2, 1), 2)),
            ["write, index copy"] = i => Written(i, x => x.index_copy_(1, Places, i.Y.slice(1, 0, 2, 1))),
            ["write, index fill"] = i => Written(i, x => x.index_fill_(1, Places, 3)),
            ["write, comparison"] = i => Written(i, x => x.gt_(i.Y)),
            ["write, clamp"] = i => Written(i, x => x.slice(1, 0, 2, 1).clamp_(-0.5, 0.5)),
            ["write, whole numbers"] = i => (i.K + 1).mul_(2).select(1, 0),
            ["write, truths"] = i =>
            {
                var truths = i.X.gt(0);
                truths.select(1, 0).logical_not_();
                return truths;
            },
            ["write, turned in place"] = i => Written(i, x =>
            {
                var turned = x.detach();
                turned.transpose_(0, 1).slice(0, 0, 2, 1).add_(1);
            }),
            ["write, no row"] = i => Written(i, x => x.slice(0, 0, 0, 1).add_(1)),
            ["scatter"] = i => i.X.scatter(1, i.K.slice(1, 0, 1, 1), i.Y),
            ["scatter of rows"] = i => zeros(4, 4).scatter(0, i.K.slice(0, 0, 1, 1), i.Y.slice(0, 0, 1, 1)) + i.X.sum(),
            ["scatter add"] = i => i.X.scatter_add(1, i.K, i.Y),
            ["index add"] = i => i.X.index_add(1, Places, i.Y.slice(1, 0, 2, 1), 1.5),
            ["index copy"] = i => i.X.index_copy(1, Places, i.Y.slice(1, 0, 2, 1)),
            ["index fill"] = i => i.X.index_fill(1, Places, 3),
            ["index add of rows"] = i => zeros(4, 4).index_add(0, i.K.select(1, 0), i.Y, 1),
            ["slice scatter"] = i => i.X.slice_scatter(i.Y.slice(1, 0, 2, 1), 1, 1, 3, 1),
            ["slice scatter with steps"] = i => i.X.slice_scatter(i.Y.slice(1, 0, 2, 1), 1, 0, 4, 2),
            ["select scatter"] = i => i.X.select_scatter(i.Y.select(1, 0), 1, -1),
            ["index by two"] = i => i.X.t().index(TensorIndex.Tensor(Places), TensorIndex.Tensor(zeros(2, ScalarType.Int64))),
            ["index by two apart"] = i => i.X.view(-1, 2, 2).unsqueeze(0).index(
                TensorIndex.Tensor(zeros(2, ScalarType.Int64)), TensorIndex.Colon, TensorIndex.Tensor(tensor(new long[] { 1, 0 })), TensorIndex.Colon),
            ["index by two neighbours"] = i => i.X.view(-1, 2, 2).index(
                TensorIndex.Colon, TensorIndex.Tensor(Others - 1), TensorIndex.Tensor(zeros(2, 1, dtype: ScalarType.Int64))),
            ["index with a new dimension"] = i => i.X.index(TensorIndex.None, TensorIndex.Ellipsis, TensorIndex.Single(1)),
            ["take"] = i => i.X.take(i.K),
            ["take along"] = i => i.X.take_along_dim(i.K, 1),
            ["take along, broadcast"] = i => i.X.take_along_dim(i.K.slice(0, 0, 1, 1), 1),
        };

    // Others that show the same memory are read after the write.
    private static Tensor Written(OperationCases.Input input, Action<Tensor> write)
    {
        var x = input.X * 2;
        var before = x.t();
        write(x);
        return cat([x, before.t()], 1);
    }

    // At least two rows, whatever the input has.
    private static Tensor Doubled(OperationCases.Input input, Action<Tensor> write)
    {
        var x = cat([input.X, input.Y], 0);
        write(x);
        return x + 1;
    }
}
