using DeepPipe.Evaluation;
using DeepPipe.Features;
using DeepPipe.Statistics;
using DeepPipe.Training;
using static TorchSharp.torch;

namespace DeepPipe;

/// <summary>The report of the held-out rows, with the naive baseline beside the model.</summary>
internal static class HeldOutReport
{
    /// <param name="scorer">The scorer that the run was trained with.</param>
    /// <param name="fitted">What was fitted on the train rows.</param>
    /// <param name="answers">The head's answers, on the CPU.</param>
    /// <param name="targets">The truth, on the CPU.</param>
    internal static string Text(IScorer scorer, FittedTable fitted, IReadOnlyList<Tensor> answers, Tensor targets) =>
        (scorer, fitted.Target) switch
        {
            (ClassScorer classes, ClassTarget target) => Classes(classes.Scores(answers, targets), fitted.ClassCounts, target, targets),
            (RegressionScorer numbers, NumberTarget target) => RegressionReport.Text(
                numbers.Scores(answers, targets),
                RegressionMetrics.Baseline(targets.to(ScalarType.Float64).data<double>().ToArray(), target.Mean)),
            _ => throw new ArgumentException($"There is no report of {fitted.Target.GetType().Name}.", nameof(fitted)),
        };

    private static string Classes(ClassificationScores scores, IReadOnlyList<long> trainCounts, ClassTarget target, Tensor targets) =>
        ClassificationReport.Text(
            scores,
            ClassificationMetrics.Baseline(targets.to(ScalarType.Int32).data<int>().ToArray(), trainCounts, target.Classes, scores.Positive));
}
