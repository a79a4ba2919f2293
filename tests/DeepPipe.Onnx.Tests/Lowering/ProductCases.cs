using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx.Tests;

/// <summary>Products of vectors and of batches of matrices.</summary>
internal static class ProductCases
{
    private static readonly Tensor Vector = tensor(new float[] { 0.5f, -1, 2, 0.25f }).DetachFromDisposeScope();

    private static readonly Tensor Square = (arange(16, ScalarType.Float32).reshape(4, 4) / 8 - 1).DetachFromDisposeScope();

    internal static readonly IReadOnlyDictionary<string, Func<OperationCases.Input, Tensor>> All =
        new Dictionary<string, Func<OperationCases.Input, Tensor>>
        {
            ["mv"] = i => i.X.mv(Vector),
            ["matmul of a vector and matrices"] = i => Vector.matmul(i.X.unsqueeze(2)),
            ["matmul of matrices and a vector"] = i => i.X.unsqueeze(1).matmul(Vector),
            ["matmul, broadcast"] = i => i.X.unsqueeze(1).unsqueeze(1).matmul(Square.expand(3, 4, 4)),
            ["matmul of whole numbers"] = i => i.K.unsqueeze(1).matmul(i.K.unsqueeze(2)),
            ["dot"] = i => i.X.select(1, 0).dot(i.Y.select(1, 1)),
            ["vdot"] = i => i.X.select(1, 0).vdot(i.Y.select(1, 1)),
            ["outer"] = i => i.X.select(1, 0).outer(i.Y.select(1, 1)),
            ["inner"] = i => i.X.inner(Square),
            ["inner of vectors"] = i => i.X.select(1, 0).inner(i.Y.select(1, 1)),
            ["baddbmm"] = i => AddedTo(i.X, i.Y, 0.5f, 2f),
            ["baddbmm without the input"] = i => AddedTo(i.X / 0, i.Y, 0f, 1f),
            ["addbmm"] = i => Square.addbmm(i.X.unsqueeze(2), i.Y.unsqueeze(1), 0.5f, 1f),
            ["addmv"] = i => i.X.select(1, 0).addmv(i.Y, Vector, 2f, 0.5f),
            ["addr"] = i => i.X.addr(i.Y.select(1, 2), Vector, 1f, 0.5f),
            ["chain of products"] = i => chain_matmul(i.X, Square, Square.t()),
            ["multi dot"] = i => linalg.multi_dot([i.X, Square, Square]),
            ["einsum"] = i => einsum("bi, bj -> bij", i.X, i.Y),
            ["einsum that sums"] = i => einsum("bi,ij", i.X, Square),
            ["einsum of heads"] = i => einsum("bhd,bkd->bhk", i.X.view(-1, 2, 2), i.Y.view(-1, 2, 2)),
            ["tensordot"] = i => i.X.view(-1, 2, 2).tensordot(Square.view(2, 2, 4), [1, 2], [0, 1]),
            ["tensordot of named dimensions"] = i => i.X.view(-1, 2, 2).tensordot(Square.view(2, 4, 2), [2, -2], [0, 2]),
            ["cross"] = i => linalg.cross(i.X.slice(1, 0, 3, 1), i.Y.slice(1, 1, 4, 1)),
            ["addcmul"] = i => i.X.addcmul(i.Y, Vector, 0.5),
            ["addcdiv"] = i => i.X.addcdiv(i.Y, i.X.abs() + 1, 1),
            ["lerp"] = i => i.X.lerp(i.Y, i.Y.sigmoid()),
            ["lerp by a number"] = i => i.X.lerp(i.Y, tensor(0.75f)),
        };

    // TorchSharp 0.107 takes what is added to last.
    private static Tensor AddedTo(Tensor input, Tensor one, float beta, float alpha) =>
        one.unsqueeze(1).baddbmm(Square.expand(one.shape[0], 4, 4), input.unsqueeze(1), beta, alpha);
}
