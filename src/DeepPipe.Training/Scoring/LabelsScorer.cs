using DeepPipe.Features;
using DeepPipe.Statistics;
using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>Scores answers that are sets of labels.</summary>
/// <param name="target">The fitted target.</param>
public sealed class LabelsScorer(LabelsTarget target) : IScorer
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Names => MetricNames.Multilabel;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Score(IReadOnlyList<Tensor> answers, Tensor targets) => Scores(answers, targets).Values;

    /// <summary>Everything that is known of the answers, for a report.</summary>
    /// <param name="answers">What <see cref="Models.LabelsHead"/> answers, on the CPU.</param>
    /// <param name="targets">1 or 0, float32 [rows, labels], on the CPU.</param>
    public MultilabelScores Scores(IReadOnlyList<Tensor> answers, Tensor targets) =>
        MultilabelMetrics.Of(Truth(targets), TensorValues.Doubles(answers[1]), Truth(answers[0]), target.Labels);

    /// <summary>Whether each row has each label, row-major.</summary>
    /// <param name="cells">1 or 0, [rows, labels], on the CPU.</param>
    public static bool[] Truth(Tensor cells) => Array.ConvertAll(TensorValues.Integers(cells), cell => cell == 1);
}
