using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>Two classes by one logit, the log-odds of the positive one. The answer is class 1 from one half, or the threshold, on.</summary>
public sealed class BinaryHead : nn.Module, IHead
{
    // Scalars are native objects: one made in an expression may be freed by its finalizer while the native call still reads it.
    private static readonly Scalar One = 1.ToScalar();
    private static readonly Scalar Half = 0.5.ToScalar();

    private readonly ClassLoss? loss;
    private readonly Scalar keep;           // what smoothing leaves of a row's target
    private readonly Scalar spread;         // what it gives to each class

    /// <param name="loss">How rows count, which the head then owns; null for binary cross-entropy alone.</param>
    /// <param name="isCalibrated">Whether there is a temperature; it starts as 1.</param>
    /// <param name="threshold">What the threshold starts as; null for none.</param>
    public BinaryHead(ClassLoss? loss = null, bool isCalibrated = false, double? threshold = null) : base(nameof(BinaryHead))
    {
        if (isCalibrated)
            register_buffer("temperature", Temperature = tensor(1f));
        if (threshold is { } start)
            register_buffer("threshold", Threshold = tensor((float)start));
        if (loss is not null)
            register_module(nameof(loss), this.loss = loss);
        var smoothing = loss?.LabelSmoothing ?? 0;
        keep = (1 - smoothing).ToScalar();
        spread = (smoothing / 2).ToScalar();
    }

    /// <inheritdoc/>
    public int OutputWidth => 1;

    /// <inheritdoc/>
    public int EstimateWidth => 2;

    /// <inheritdoc/>
    public Tensor? Temperature { get; }

    /// <inheritdoc/>
    public Tensor? Threshold { get; }

    /// <inheritdoc/>
    public Tensor Loss(Tensor output, Tensor target, Tensor? weights = null)
    {
        var wanted = target.to(ScalarType.Float32);
        if (loss is null)
            return nn.functional.binary_cross_entropy_with_logits(output.squeeze(1), wanted, weights);
        var rows = nn.functional.binary_cross_entropy_with_logits(output.squeeze(1), wanted.mul(keep).add(spread, One), reduction: nn.Reduction.None);
        return loss.Mean(rows, target, weights);
    }

    /// <inheritdoc/>
    public Tensor Estimate(Tensor output)
    {
        var positive = (Temperature is null ? output : output / Temperature).sigmoid();
        return cat([One - positive, positive], -1);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Tensor> Decide(Tensor estimate)
    {
        var (negative, positive) = (estimate.narrow(1, 0, 1), estimate.narrow(1, 1, 1));
        var isPositive = Threshold is null ? positive >= Half : positive >= Threshold;
        return [isPositive.to(ScalarType.Int64), Threshold is null ? maximum(positive, negative) : where(isPositive, positive, negative), estimate];
    }
}
