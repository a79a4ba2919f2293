using DeepPipe.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>
/// Quantiles of a number. An output is the distance from the train rows' quantile in deviations of the target, so that fresh weights
/// answer near these; answers are sorted, so that none crosses another.
/// </summary>
/// <remarks>
/// Sorted, quantiles have no larger pinball loss than unsorted: Chernozhukov, Fernández-Val and Galichon, "Quantile and Probability Curves
/// Without Crossing" (2010).
/// </remarks>
public sealed class QuantileHead : nn.Module, IHead
{
    private readonly int nearestToHalf;

    private readonly Tensor levels;             // buffers, float32 [levels]
    private readonly Tensor levelsBelowOne;     // each less 1
    private readonly Tensor values;
    private readonly Tensor deviation;          // buffer, float32 [1]

    /// <param name="target">The fitted target, with its levels.</param>
    public QuantileHead(NumberTarget target) : base(nameof(QuantileHead))
    {
        OutputWidth = target.Levels.Count;
        nearestToHalf = target.Levels.Index().MinBy(level => Math.Abs(level.Item.Level - 0.5)).Index;
        register_buffer(nameof(levels), levels = Row(target.Levels.Select(level => level.Level)));
        register_buffer(nameof(levelsBelowOne), levelsBelowOne = Row(target.Levels.Select(level => level.Level - 1)));
        register_buffer(nameof(values), values = Row(target.Levels.Select(level => level.Value)));
        register_buffer(nameof(deviation), deviation = Row([target.Deviation]));
    }

    /// <inheritdoc/>
    public int OutputWidth { get; }

    /// <inheritdoc/>
    /// <remarks>The mean over levels too, in deviations of the target.</remarks>
    public Tensor Loss(Tensor output, Tensor target, Tensor? weights = null)
    {
        var error = (target.unsqueeze(1) - values) / deviation - output;        // [rows, levels]
        return RowLosses.Mean(maximum(levels * error, levelsBelowOne * error).mean([1]), weights);
    }

    /// <inheritdoc/>
    public Tensor Estimate(Tensor output) => (output * deviation + values).sort(-1).Values;

    /// <inheritdoc/>
    public IReadOnlyList<Tensor> Decide(Tensor estimate) => [estimate.narrow(1, nearestToHalf, 1), estimate];

    private static Tensor Row(IEnumerable<double> numbers) => tensor(numbers.Select(number => (float)number).ToArray());
}
