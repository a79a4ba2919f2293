using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>Several classes by a logit each. The answer is the class with the largest.</summary>
public sealed class MulticlassHead : nn.Module, IHead
{
    private readonly ClassLoss? loss;

    /// <param name="classCount">How many classes there are; at least 2.</param>
    /// <param name="loss">How rows count, which the head then owns; null for cross-entropy alone.</param>
    /// <param name="isCalibrated">Whether there is a temperature; it starts as 1.</param>
    public MulticlassHead(int classCount, ClassLoss? loss = null, bool isCalibrated = false) : base(nameof(MulticlassHead))
    {
        if (isCalibrated)
            register_buffer("temperature", Temperature = tensor(1f));
        OutputWidth = classCount;
        if (loss is not null)
            register_module(nameof(loss), this.loss = loss);
    }

    /// <inheritdoc/>
    public int OutputWidth { get; }

    /// <inheritdoc/>
    public Tensor? Temperature { get; }

    /// <inheritdoc/>
    public Tensor Loss(Tensor output, Tensor target, Tensor? weights = null)
    {
        if (loss is null && weights is null)
            return nn.functional.cross_entropy(output, target);
        var rows = nn.functional.cross_entropy(output, target, reduction: nn.Reduction.None, label_smoothing: loss?.LabelSmoothing ?? 0);
        return loss is null ? RowLosses.Mean(rows, weights) : loss.Mean(rows, target, weights);
    }

    /// <inheritdoc/>
    public Tensor Estimate(Tensor output) => (Temperature is null ? output : output / Temperature).softmax(-1);

    /// <inheritdoc/>
    public IReadOnlyList<Tensor> Decide(Tensor estimate) =>
        [estimate.argmax(1, keepdim: true), estimate.max(1, keepdim: true).values, estimate];
}
