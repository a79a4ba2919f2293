using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>Several classes by a logit each. The answer is the class with the largest.</summary>
/// <param name="classCount">How many classes there are; at least 2.</param>
public sealed class MulticlassHead(int classCount) : nn.Module(nameof(MulticlassHead)), IHead
{
    /// <inheritdoc/>
    public int OutputWidth { get; } = classCount;

    /// <inheritdoc/>
    /// <remarks>Cross-entropy.</remarks>
    public Tensor Loss(Tensor output, Tensor target) => nn.functional.cross_entropy(output, target);

    /// <inheritdoc/>
    public Tensor Estimate(Tensor output) => output.softmax(-1);

    /// <inheritdoc/>
    public IReadOnlyList<Tensor> Decide(Tensor estimate) =>
        [estimate.argmax(1, keepdim: true), estimate.max(1, keepdim: true).values, estimate];
}
