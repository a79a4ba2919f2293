using CsCheck;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx.Tests;

public sealed class RandomChainTests
{
    // Each takes tables [rows, 4] of floats x, doubles d, whole numbers k and truths b, and replaces one of them.
    private static readonly IReadOnlyList<Action<Tables>> Steps =
    [
        t => t.X = t.X.roll(1, 0) + t.K,
        t => t.X = where(t.B, t.X, t.D).to(ScalarType.Float32).tanh(),
        t => t.X = cat([t.X.slice(1, 2, 4, 1), t.X.slice(1, 0, 2, 1)], 1),
        t => t.X = t.X.view(-1, 2, 2).mT.flip([1]).reshape(-1, 4),
        t => t.X = einsum("bi,bi->b", t.X.tanh(), t.X.tanh()).unsqueeze(1).expand(-1, 4) * 0.5,
        t => t.X = hstack([t.X.hsplit(2)[1], t.X.hsplit(2)[0]]),
        t => t.X = t.X.clone().mul_(0.5).add_(t.K),
        t => t.X = Written(t.X, part => part.copy_(t.D.slice(1, 0, 2, 1))),
        t => t.X = Written(t.X, part => part.masked_fill_(t.B.slice(1, 1, 3, 1), 2)),
        t => t.D = t.D.sigmoid() + t.X,
        t => t.D = t.D.tril(1).cumsum(1) * 0.25,
        t => t.D = Written(t.D, part => part.t().select(0, 0).neg_()),
        t => t.D = t.D.gather(1, t.K.remainder(4)),
        t => t.K = t.K * 2 - t.B.to(ScalarType.Int64),
        t => t.K = t.K.remainder(5).flip([0]),
        t => t.K = Written(t.K, part => part.fill_(3)),
        t => t.K = stack([t.K.select(1, 3), t.K.select(1, 0), t.K.select(1, 2), t.K.select(1, 1)], 1),
        t => t.K = t.K + t.K.sum(1, keepdim: true),
        t => t.B = t.B.logical_xor(t.K.gt(1)),
        t => t.B = t.B.roll(-1, 1).logical_not(),
        t => t.B = Written(t.B, part => part.logical_not_()),
    ];

    [Fact]
    public void A_random_chain_of_operations_gives_the_same_numbers_in_torch_and_in_onnx() =>
        Gen.Int[0, Steps.Count - 1].Array[3, 10].Sample(chain =>
        {
            using var scope = NewDisposeScope();
            Parity.Holds([], OperationCases.Rows, inputs => Run(inputs, chain), relative: 1e-4, absolute: 1e-4);
        }, iter: 60, threads: 1);

    private static List<Tensor> Run(IReadOnlyList<Tensor> inputs, int[] chain)
    {
        var tables = new Tables { X = inputs[0] * 1, D = inputs[3] * 1, K = inputs[2] + 0, B = inputs[1].gt(0) };
        foreach (var step in chain)
            Steps[step](tables);
        return [tables.X, tables.D, tables.K, tables.B];
    }

    // The write goes into the middle two columns of a copy, and is seen by the whole.
    private static Tensor Written(Tensor table, Action<Tensor> write)
    {
        var copy = table.clone();
        write(copy.slice(1, 1, 3, 1));
        return copy;
    }

    private sealed class Tables
    {
        internal required Tensor X { get; set; }

        internal required Tensor D { get; set; }

        internal required Tensor K { get; set; }

        internal required Tensor B { get; set; }
    }
}
