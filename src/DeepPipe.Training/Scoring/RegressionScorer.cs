using DeepPipe.Features;
using DeepPipe.Statistics;
using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>Scores answers that are numbers.</summary>
/// <param name="levels">The levels of the quantiles that are answered beside the number; empty where none is.</param>
public sealed class RegressionScorer(IReadOnlyList<TargetQuantile> levels) : IScorer
{
    /// <summary>Scores numbers alone.</summary>
    public RegressionScorer() : this([])
    {
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => levels.Count == 0 ? MetricNames.Regression : MetricNames.Quantile;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Score(IReadOnlyList<Tensor> answers, Tensor targets) =>
        Scores(answers, targets).Values.Concat(Quantiles(answers, targets)?.Values ?? new Dictionary<string, double>()).ToDictionary();

    /// <summary>Everything that is known of the numbers, for a report.</summary>
    /// <param name="answers">A regression head's answers, the number first, float32 [rows, 1], on the CPU.</param>
    /// <param name="targets">float32 [rows], on the CPU.</param>
    public RegressionScores Scores(IReadOnlyList<Tensor> answers, Tensor targets) =>
        RegressionMetrics.Of(TensorValues.Doubles(targets), TensorValues.Doubles(answers[0]));

    /// <summary>Everything that is known of the quantiles, for a report; null where none is answered.</summary>
    /// <param name="answers">A quantile head's answers, the quantiles last, float32 [rows, levels], on the CPU.</param>
    /// <param name="targets">float32 [rows], on the CPU.</param>
    public QuantileScores? Quantiles(IReadOnlyList<Tensor> answers, Tensor targets) => levels.Count == 0
        ? null
        : QuantileMetrics.Of(TensorValues.Doubles(targets), TensorValues.Doubles(answers[^1]), [.. levels.Select(level => level.Level)]);
}
