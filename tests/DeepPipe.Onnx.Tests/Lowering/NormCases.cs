using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx.Tests;

/// <summary>Lengths, distances, and what is made of whole matrices.</summary>
internal static class NormCases
{
    private static readonly Tensor Square = (arange(16, ScalarType.Float32).reshape(4, 4) / 8 - 1).DetachFromDisposeScope();

    internal static readonly IReadOnlyDictionary<string, Func<OperationCases.Input, Tensor>> All =
        new Dictionary<string, Func<OperationCases.Input, Tensor>>
        {
            ["norm"] = i => i.X.norm(1),
            ["norm of all"] = i => i.X.norm() + i.X,
            ["vector norm"] = i => linalg.vector_norm(i.X),
            ["vector norm along"] = i => linalg.vector_norm(i.X, 3, [1], true),
            ["vector norm, the largest"] = i => linalg.vector_norm(i.X, double.PositiveInfinity, [-1]),
            ["vector norm, how many"] = i => linalg.vector_norm(i.K.to(ScalarType.Float32), 0, [1]),
            ["linalg norm"] = i => linalg.norm(i.X),
            ["linalg norm along"] = i => linalg.norm(i.X, [1]),
            ["linalg norm of an order"] = i => linalg.norm(i.X, 3, [1]),
            ["linalg norm of matrices"] = i => linalg.norm(i.X, 1.0),
            ["linalg norm, Frobenius"] = i => linalg.norm(i.X.view(-1, 2, 2), "fro", [1, 2]),
            ["matrix norm"] = i => linalg.matrix_norm(i.X.view(-1, 2, 2)),
            ["matrix norm, keeps"] = i => linalg.matrix_norm(i.X.view(-1, 2, 2), 1, keepdim: true),
            ["matrix norm, the smallest row"] = i => linalg.matrix_norm(i.X.view(-1, 2, 2), double.NegativeInfinity, [0, 2]),
            ["dist"] = i => i.X.dist(i.Y),
            ["dist of another order"] = i => dist(i.X, i.Y, 1.5f),
            ["cdist"] = i => cdist(i.X, Square),
            ["cdist of batches"] = i => cdist(i.X.view(-1, 2, 2), i.Y.view(-1, 2, 2), 1),
            ["cdist of another order"] = i => cdist(i.X, i.Y, 3),
            ["cdist, the largest"] = i => cdist(i.X, Square, double.PositiveInfinity),
            ["renorm"] = i => i.X.renorm(2, 0, 1.5f),
            ["vecdot"] = i => linalg.vecdot(i.X, i.Y),
            ["vecdot, broadcast"] = i => linalg.vecdot(i.X.view(-1, 2, 2), i.Y.slice(0, 0, 1, 1).view(2, 2), 1),
            ["kron"] = i => i.X.kron(Square),
            ["kron of other ranks"] = i => Square.kron(i.X.view(-1, 2, 2)),
            ["matrix power"] = i => i.X.view(-1, 2, 2).matrix_power(5),
            ["matrix power 0"] = i => i.X.view(-1, 2, 2).matrix_power(0),
            ["matrix power 1"] = i => torch.matrix_power(i.X.view(-1, 2, 2), 1),
            ["vander"] = i => i.X.select(1, 0).vander(3),
            ["vander, increasing"] = i => i.X.select(1, 0).vander(4, true),
            ["linalg vander"] = i => linalg.vander(i.X),
            ["det"] = i => i.X.view(-1, 2, 2).det(),
            ["linalg det"] = i => linalg.det(i.X.view(-1, 2, 2)),
            ["block diagonal"] = i => block_diag(i.X, Square, i.Y.select(1, 0)),
            ["cartesian product"] = i => cartesian_prod(i.X.select(1, 0), i.Y.select(1, 1), Square.select(0, 0)),
            ["cartesian product of one"] = i => cartesian_prod(i.X.select(1, 0)),
            ["combinations"] = i => combinations(i.X.select(0, 0), 3),
            ["combinations with replacement"] = i => combinations(i.X.select(0, 0), 2, true),
            ["masked scatter"] = i => i.X.masked_scatter(i.K.gt(1), i.Y),
            ["masked scatter, broadcast"] = i => i.X.masked_scatter(Square.select(0, 1).lt(-0.3), i.Y),
            ["diagonal scatter"] = i => i.X.view(-1, 2, 2).diagonal_scatter(i.Y.slice(1, 0, 2, 1), 0, 1, 2),
            ["diagonal scatter below"] = i => i.X.diagonal_scatter(i.Y.t().matmul(i.Y).diagonal(-1).slice(0, 0, 1, 1).expand(1), 3),
            ["diagonal scatter elsewhere"] = i => i.X.view(2, 2, -1).diagonal_scatter(i.Y.slice(1, 0, 1, 1), -1, 1, 0),
            ["fftshift"] = i => fft.fftshift(i.X),
            ["fftshift along"] = i => fft.fftshift(cat([i.X, i.Y, i.X], 0), [0]),
            ["ifftshift"] = i => fft.ifftshift(i.X.slice(1, 0, 3, 1)),
            ["fftfreq"] = i => fft.fftfreq(4) + i.X,
            ["rfftfreq"] = i => fft.rfftfreq(6, 0.5) + i.X,
            ["logspace"] = i => logspace(-1, 1, 4) + i.X + logspace(0, 3, 4, 2),
            ["tril indices"] = i => i.X.t().matmul(i.X)[TensorIndex.Tensor(tril_indices(4, 4)[0]), TensorIndex.Tensor(tril_indices(4, 4)[1])],
            ["triu indices"] = i => triu_indices(2, 3, 1) + i.X.sum(),
            ["windows"] = i => bartlett_window(4) + blackman_window(4, periodic: false) + hann_window(4) + i.X,
            ["windows that are shaped"] = i => hamming_window(4) + hamming_window(4, false, 0.5f, 0.5f) + kaiser_window(4) + kaiser_window(4, false, 8) + i.X,
        };
}
