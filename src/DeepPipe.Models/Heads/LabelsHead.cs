using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>Several labels, each by a logit of its own. The answer is the labels from one half, or their thresholds, on.</summary>
public sealed class LabelsHead : nn.Module, IHead
{
    private static readonly Scalar One = 1.ToScalar();
    private static readonly Scalar Half = 0.5.ToScalar();

    private readonly ClassLoss? loss;
    private readonly Scalar keep;           // what smoothing leaves of a row's target
    private readonly Scalar spread;         // what it gives to each class
    private readonly Tensor absent;         // buffer, int64 [labels]: the code of a label that is not there; the next is that of one that is

    /// <param name="labelCount">How many labels there are; at least 1.</param>
    /// <param name="loss">How cells count by their codes, two for each label, which the head then owns; null for binary cross-entropy alone.</param>
    /// <param name="isCalibrated">Whether there is a temperature; it starts as 1.</param>
    /// <param name="threshold">What all thresholds start as; null for none.</param>
    public LabelsHead(int labelCount, ClassLoss? loss = null, bool isCalibrated = false, double? threshold = null) : base(nameof(LabelsHead))
    {
        OutputWidth = labelCount;
        if (isCalibrated)
            register_buffer("temperature", Temperature = tensor(1f));
        if (threshold is { } start)
            register_buffer("threshold", Threshold = tensor(Enumerable.Repeat((float)start, labelCount).ToArray()));
        if (loss is not null)
            register_module(nameof(loss), this.loss = loss);
        register_buffer(nameof(absent), absent = tensor(Enumerable.Range(0, labelCount).Select(label => 2L * label).ToArray()));
        var smoothing = loss?.LabelSmoothing ?? 0;
        keep = (1 - smoothing).ToScalar();
        spread = (smoothing / 2).ToScalar();
    }

    /// <inheritdoc/>
    public int OutputWidth { get; }

    /// <inheritdoc/>
    public Tensor? Temperature { get; }

    /// <inheritdoc/>
    public Tensor? Threshold { get; }

    /// <inheritdoc/>
    /// <remarks>The mean over labels too.</remarks>
    public Tensor Loss(Tensor output, Tensor target, Tensor? weights = null)
    {
        if (loss is null)
            return nn.functional.binary_cross_entropy_with_logits(output, target, weights?.unsqueeze(1));
        var cells = nn.functional.binary_cross_entropy_with_logits(output, target.mul(keep).add(spread, One), reduction: nn.Reduction.None);
        var codes = target.to(ScalarType.Int64) + absent;
        return loss.Mean(cells.flatten(), codes.flatten(), weights?.repeat_interleave(OutputWidth));
    }

    /// <inheritdoc/>
    public Tensor Estimate(Tensor output) => (Temperature is null ? output : output / Temperature).sigmoid();

    /// <inheritdoc/>
    public IReadOnlyList<Tensor> Decide(Tensor estimate) =>
        [(Threshold is null ? estimate >= Half : estimate >= Threshold).to(ScalarType.Int64), estimate];
}
