using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>Two classes by one logit, the log-odds of the positive one. The answer is class 1 from one half on.</summary>
public sealed class BinaryHead() : nn.Module(nameof(BinaryHead)), IHead
{
    /// <inheritdoc/>
    public int OutputWidth => 1;

    /// <inheritdoc/>
    /// <remarks>Binary cross-entropy.</remarks>
    public Tensor Loss(Tensor output, Tensor target) =>
        nn.functional.binary_cross_entropy_with_logits(output.squeeze(1), target.to(ScalarType.Float32));

    /// <inheritdoc/>
    public IReadOnlyList<Tensor> Answer(Tensor output)
    {
        var positive = output.sigmoid();
        var negative = 1 - positive;
        return [(positive >= 0.5).to(ScalarType.Int64), maximum(positive, negative), cat([negative, positive], 1)];
    }
}
