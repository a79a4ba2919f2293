using DeepPipe.Statistics;
using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>Scores answers that are numbers.</summary>
public sealed class RegressionScorer : IScorer
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Score(IReadOnlyList<Tensor> answers, Tensor targets) => Scores(answers, targets).Values;

    /// <summary>Everything that is known of the answers, for a report.</summary>
    /// <param name="answers">The regression head's only answer, float32 [rows, 1], on the CPU.</param>
    /// <param name="targets">float32 [rows], on the CPU.</param>
    public RegressionScores Scores(IReadOnlyList<Tensor> answers, Tensor targets) =>
        RegressionMetrics.Of(TensorValues.Doubles(targets), TensorValues.Doubles(answers[0]));
}
