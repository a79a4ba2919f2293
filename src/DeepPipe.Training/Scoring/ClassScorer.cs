using DeepPipe.Statistics;
using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>Scores answers that are classes.</summary>
/// <param name="classes">The classes; a class's index is its code.</param>
/// <param name="positive">The code of the positive class where there are two, else null.</param>
public sealed class ClassScorer(IReadOnlyList<string> classes, int? positive) : IScorer
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Names => positive is null && classes.Count > 2 ? MetricNames.Multiclass : MetricNames.Binary;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Score(IReadOnlyList<Tensor> answers, Tensor targets) => Scores(answers, targets).Values;

    /// <summary>Everything that is known of the answers, for a report.</summary>
    /// <param name="answers">A class head's answers: codes first, probabilities, float32 [rows, classes], last; on the CPU.</param>
    /// <param name="targets">Codes, int64 [rows], on the CPU.</param>
    public ClassificationScores Scores(IReadOnlyList<Tensor> answers, Tensor targets) =>
        ClassificationMetrics.Of(TensorValues.Integers(targets), TensorValues.Doubles(answers[^1]), classes, positive, TensorValues.Integers(answers[0]));
}
