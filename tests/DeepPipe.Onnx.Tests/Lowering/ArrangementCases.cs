using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx.Tests;

/// <summary>Elements in another order, diagonals, and tensors put beside each other or cut apart.</summary>
internal static class ArrangementCases
{
    private static readonly Tensor Often = tensor(new long[] { 0, 2, 1, 3 }).DetachFromDisposeScope();

    internal static readonly IReadOnlyDictionary<string, Func<OperationCases.Input, Tensor>> All =
        new Dictionary<string, Func<OperationCases.Input, Tensor>>
        {
            ["swapaxes"] = i => i.X.view(-1, 2, 2).swapaxes(1, -1),
            ["swapdims"] = i => i.X.view(-1, 2, 2).swapdims(0, 1),
            ["movedim"] = i => i.X.view(-1, 2, 2, 1).movedim([0, 3], [-1, 1]),
            ["moveaxis"] = i => i.X.view(-1, 2, 2).moveaxis([2], [0]),
            ["mT"] = i => i.X.view(-1, 2, 2).mT,
            ["adjoint"] = i => i.X.view(-1, 2, 2).adjoint(),
            ["ravel"] = i => i.X.ravel(),
            ["tile"] = i => i.X.tile([2, 1, 3]),
            ["tile of fewer dimensions"] = i => i.X.tile([2]),
            ["repeat interleave"] = i => i.X.repeat_interleave(3, 0),
            ["repeat interleave of all"] = i => i.X.repeat_interleave(2),
            ["repeat interleave by a table"] = i => i.X.repeat_interleave(Often, 1),
            ["roll"] = i => i.X.roll(1, 1),
            ["roll of rows"] = i => i.X.roll(-3, 0),
            ["roll of both"] = i => i.X.roll([2, -1], [0, 1]),
            ["roll of all"] = i => i.X.roll(5),
            ["flip"] = i => i.X.flip([0, 1]),
            ["fliplr"] = i => i.X.fliplr(),
            ["flipud"] = i => i.K.flipud(),
            ["rot90"] = i => i.X.rot90(),
            ["rot90 twice"] = i => i.X.rot90(2),
            ["rot90 back"] = i => i.X.view(-1, 2, 2).rot90(-1, (1, 2)),
            ["tril"] = i => i.X.tril(1),
            ["triu"] = i => i.X.triu(-1),
            ["causal mask"] = i => ones(i.X.shape[0], i.X.shape[0]).tril() + i.X.sum(),
            ["unfold"] = i => i.X.unfold(1, 2, 1),
            ["unfold of another dimension"] = i => i.X.view(-1, 2, 2).unfold(1, 2, 1),
            ["diagonal"] = i => i.X.view(-1, 2, 2).diagonal(0, 1, 2),
            ["diagonal below"] = i => i.X.view(2, 2, -1).diagonal(-1, 0, 1),
            ["diagonal above"] = i => linalg.diagonal(i.X.view(-1, 2, 2), 1),
            ["diag embed"] = i => i.X.diag_embed(),
            ["diag embed above"] = i => i.X.diag_embed(2),
            ["diag embed below, elsewhere"] = i => i.X.diag_embed(-1, 0, 2),
            ["diag of a vector"] = i => i.X.select(1, 0).diag(),
            ["diag of a matrix"] = i => i.X.t().matmul(i.X).diag(1),
            ["diagflat"] = i => i.X.diagflat(1),
            ["trace"] = i => i.X.t().matmul(i.Y).trace(),
            ["hstack"] = i => hstack([i.X, i.Y]),
            ["hstack of vectors"] = i => hstack([i.X.select(1, 0), i.Y.select(1, 1)]),
            ["vstack"] = i => vstack([i.X, i.Y]),
            ["vstack of vectors"] = i => vstack([i.X.select(1, 0), i.Y.select(1, 1)]),
            ["row stack"] = i => row_stack([i.X, i.Y]),
            ["dstack"] = i => dstack([i.X, i.Y]),
            ["dstack of vectors"] = i => dstack([i.X.select(1, 0), i.Y.select(1, 1)]),
            ["column stack"] = i => column_stack([i.X, i.Y.select(1, 0)]),
            ["at least 1"] = i => i.X.sum().atleast_1d(),
            ["at least 2"] = i => i.X.select(1, 0).atleast_2d(),
            ["at least 3"] = i => i.X.atleast_3d() + i.X.select(1, 0).atleast_3d().sum(),
            ["tensor split"] = i => i.X.tensor_split(3, 1)[0],
            ["tensor split at places"] = i => i.X.tensor_split([1, 3], 1)[1],
            ["hsplit"] = i => i.X.hsplit(2)[1],
            ["vsplit"] = i => i.X.t().vsplit(2)[1],
            ["dsplit"] = i => i.X.view(-1, 1, 4).dsplit(2)[1],
            ["meshgrid"] = i => meshgrid([i.X.select(1, 0), i.Y.select(1, 1)], "ij")[1],
            ["meshgrid of columns"] = i => meshgrid([i.X.select(1, 0), arange(3, ScalarType.Float32)], "xy")[0],
            ["new tensors"] = i => i.X.new_zeros(2, 4).sum() + i.X.new_ones(4) + i.X.new_full([1], 0.5f) + i.X,
            ["empty and zeroed"] = i => empty(4).zero_() + i.X + empty_like(i.X).fill_(2) + i.X.new_empty(4).zero_(),
            ["linspace"] = i => linspace(-1, 1, 4) + i.X,
            ["eye"] = i => i.X.matmul(eye(4)),
            ["eye of rows"] = i => eye(i.X.shape[0], 4) + i.X,
            ["write, moved dimensions"] = i =>
            {
                var x = i.X.view(-1, 2, 2) * 2;
                x.movedim([0], [2]).select(0, 1).add_(1);
                x.mT.select(1, 0).mul_(3);
                return x;
            },
            ["write, one part of two"] = i =>
            {
                var x = i.X * 2;
                x.hsplit(2)[1].neg_();
                return x;
            },
        };
}
