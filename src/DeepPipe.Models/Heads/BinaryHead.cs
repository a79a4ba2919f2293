using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>Two classes by one logit, the log-odds of the positive one. The answer is class 1 from one half on.</summary>
public sealed class BinaryHead() : nn.Module(nameof(BinaryHead)), IHead
{
    // Scalars are native objects: one made in an expression may be freed by its finalizer while the native call still reads it.
    private static readonly Scalar One = 1.ToScalar();
    private static readonly Scalar Half = 0.5.ToScalar();

    /// <inheritdoc/>
    public int OutputWidth => 1;

    /// <inheritdoc/>
    /// <remarks>Binary cross-entropy.</remarks>
    public Tensor Loss(Tensor output, Tensor target) =>
        nn.functional.binary_cross_entropy_with_logits(output.squeeze(1), target.to(ScalarType.Float32));

    /// <inheritdoc/>
    public Tensor Estimate(Tensor output)
    {
        var positive = output.sigmoid();
        return cat([One - positive, positive], -1);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Tensor> Decide(Tensor estimate)
    {
        var (negative, positive) = (estimate.narrow(1, 0, 1), estimate.narrow(1, 1, 1));
        return [(positive >= Half).to(ScalarType.Int64), maximum(positive, negative), estimate];
    }
}
