using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>What stands behind a network: its loss, and the answer out of its output. Every head is a module.</summary>
public interface IHead
{
    /// <summary>The width that the network's output must have.</summary>
    int OutputWidth { get; }

    /// <summary>The width of its estimates.</summary>
    int EstimateWidth => OutputWidth;

    /// <summary>The heads of the targets, one for each, whose estimates stand side by side: the head itself where it has one target.</summary>
    IReadOnlyList<IHead> Parts => [this];

    /// <summary>What divides the logits, a buffer, float32 scalar; null where probabilities are not calibrated.</summary>
    Tensor? Temperature => null;

    /// <summary>
    /// From what probability on the positive class, or a label, is the answer, a buffer: float32 scalar, or [labels]; null for one half.
    /// </summary>
    Tensor? Threshold => null;

    /// <summary>The mean loss of a batch's rows, each by its weight, a scalar.</summary>
    /// <param name="output">The network's output, float32 [rows, OutputWidth].</param>
    /// <param name="target">Classes: codes, int64 [rows]. Regression: numbers in the target's own unit, float32 [rows].
    /// Labels: 1 or 0, float32 [rows, labels]. Forecast: steps in their own units, float32 [rows, horizon · channels]. Several targets: see <see cref="Features.TargetPlans.Encode"/>.</param>
    /// <param name="weights">What each row counts, float32 [rows]; null where each counts 1.</param>
    Tensor Loss(Tensor output, Tensor target, Tensor? weights = null);

    /// <summary>
    /// What an output says. Classes: all probabilities, float32 [rows, classes]. Regression: the number in the target's own unit,
    /// float32 [rows, 1], or its quantiles, ascending, [rows, levels]. Labels: the probability of each, [rows, labels]. Forecast:
    /// the steps in their own units, [rows, horizon · channels]. An output of
    /// [rows, members, OutputWidth] has the estimates of its members, which may be averaged.
    /// </summary>
    Tensor Estimate(Tensor output);

    /// <summary>
    /// The answer out of an estimate. Classes: the code, int64 [rows, 1]; its probability, float32 [rows, 1]; all probabilities.
    /// Regression: the number, float32 [rows, 1], and where they are asked for all quantiles, [rows, levels]. Labels: 1 for those that are
    /// answered and 0 for the others, int64 [rows, labels]; the probability of each. Forecast: the estimate
    /// alone. Several targets: theirs, one after another.
    /// </summary>
    IReadOnlyList<Tensor> Decide(Tensor estimate);
}
