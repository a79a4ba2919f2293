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
    public IReadOnlyList<Tensor> Answer(Tensor output)
    {
        var probabilities = output.softmax(1);
        return [probabilities.argmax(1, keepdim: true), probabilities.max(1, keepdim: true).values, probabilities];
    }
}
