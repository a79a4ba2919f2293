using DeepPipe.Evaluation;
using DeepPipe.Features;
using DeepPipe.Statistics;
using DeepPipe.Training;
using static TorchSharp.torch;

namespace DeepPipe;

/// <summary>Scores answers as the target's task asks, and words the report of the held-out rows.</summary>
internal abstract class TaskScorer : IScorer
{
    /// <summary>The scorer of a fitted target.</summary>
    internal static TaskScorer Of(FittedTable fitted) => fitted.Target switch
    {
        ClassTarget classes => new Classes(classes, fitted.ClassCounts),
        NumberTarget number => new Numbers(number),
        _ => throw new ArgumentException($"There is no scorer of {fitted.Target.GetType().Name}.", nameof(fitted)),
    };

    /// <inheritdoc/>
    public abstract IReadOnlyDictionary<string, double> Score(IReadOnlyList<Tensor> answers, Tensor targets);

    /// <summary>The report, with the naive baseline beside the model.</summary>
    internal abstract string Report(IReadOnlyList<Tensor> answers, Tensor targets);

    private static double[] Doubles(Tensor numbers) => numbers.to(ScalarType.Float64).contiguous().data<double>().ToArray();

    private sealed class Classes(ClassTarget target, IReadOnlyList<long> trainCounts) : TaskScorer
    {
        private int? Positive => target.Task == TaskKind.Binary ? 1 : null;

        public override IReadOnlyDictionary<string, double> Score(IReadOnlyList<Tensor> answers, Tensor targets) =>
            ScoresOf(answers, targets).Values;

        internal override string Report(IReadOnlyList<Tensor> answers, Tensor targets) => ClassificationReport.Text(
            ScoresOf(answers, targets),
            ClassificationMetrics.Baseline(Codes(targets), trainCounts, target.Classes, Positive));

        private ClassificationScores ScoresOf(IReadOnlyList<Tensor> answers, Tensor targets) =>
            ClassificationMetrics.Of(Codes(targets), Doubles(answers[2]), target.Classes, Positive);

        private static int[] Codes(Tensor targets) => targets.to(ScalarType.Int32).contiguous().data<int>().ToArray();
    }

    private sealed class Numbers(NumberTarget target) : TaskScorer
    {
        public override IReadOnlyDictionary<string, double> Score(IReadOnlyList<Tensor> answers, Tensor targets) =>
            RegressionMetrics.Of(Doubles(targets), Doubles(answers[0])).Values;

        internal override string Report(IReadOnlyList<Tensor> answers, Tensor targets) => RegressionReport.Text(
            RegressionMetrics.Of(Doubles(targets), Doubles(answers[0])), RegressionMetrics.Baseline(Doubles(targets), target.Mean));
    }
}
