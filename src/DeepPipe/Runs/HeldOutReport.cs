using DeepPipe.Evaluation;
using DeepPipe.Features;
using DeepPipe.Statistics;
using DeepPipe.Training;
using static TorchSharp.torch;

namespace DeepPipe;

/// <summary>The report of the held-out rows, with the naive baseline beside the model; of several targets a section each.</summary>
internal static class HeldOutReport
{
    /// <param name="targets">The fitted targets.</param>
    /// <param name="answers">The head's answers, on the CPU.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="features">What their features were fitted to.</param>
    internal static string Text(TargetPlans targets, IReadOnlyList<Tensor> answers, PreparedPart rows, FeaturePlan features)
    {
        var truth = rows.Targets.cpu();
        if (targets.Each is [ForecastTarget forecast])
            return Forecast(forecast, answers, truth, rows, features);
        var scorers = TargetScorer.Of(targets);
        return scorers is [var single]
            ? Text(single, single.Own(answers, truth))
            : string.Join("\n", scorers.Select(one => $"{one.Target.Column}\n{Text(one, one.Own(answers, truth))}"));
    }

    private static string Text(TargetScorer one, (IReadOnlyList<Tensor> Answers, Tensor Truth) own) =>
        own.Truth.shape[0] == 0 ? "No row has it.\n" : (one.Scorer, one.Target) switch
        {
            (ClassScorer scorer, ClassTarget target) => Classes(scorer.Scores(own.Answers, own.Truth), target, own.Truth),
            (RegressionScorer scorer, NumberTarget target) => Numbers(scorer, target, own.Answers, own.Truth),
            (LabelsScorer scorer, LabelsTarget target) => MultilabelReport.Text(
                scorer.Scores(own.Answers, own.Truth),
                MultilabelMetrics.Baseline(LabelsScorer.Truth(own.Truth), target.Counts, target.RowCount, target.Labels)),
            _ => throw new ArgumentException($"There is no report of {one.Target.GetType().Name}.", nameof(one)),
        };

    private static string Forecast(ForecastTarget target, IReadOnlyList<Tensor> answers, Tensor truth, PreparedPart rows, FeaturePlan features)
    {
        var past = target.ChannelNames.Select(name => rows.Features.Blocks[features.BlockPlace(name)]);
        var last = past.Select(steps => steps.select(1, steps.shape[1] - 1));
        var scorer = new ForecastScorer(target);
        return ForecastReport.Text(scorer.Scores(answers, truth), scorer.Baseline(stack(last, 1).cpu(), truth));
    }

    private static string Classes(ClassificationScores scores, ClassTarget target, Tensor truth) =>
        ClassificationReport.Text(
            scores,
            ClassificationMetrics.Baseline(truth.to(ScalarType.Int32).data<int>().ToArray(), target.Counts, target.Classes, scores.Positive));

    private static string Numbers(RegressionScorer scorer, NumberTarget target, IReadOnlyList<Tensor> answers, Tensor truth)
    {
        var numbers = truth.to(ScalarType.Float64).data<double>().ToArray();
        var report = RegressionReport.Text(scorer.Scores(answers, truth), RegressionMetrics.Baseline(numbers, target.Mean));
        return scorer.Quantiles(answers, truth) is { } quantiles
            ? $"{report}\n{QuantileReport.Text(quantiles, QuantileMetrics.Baseline(numbers, [.. target.Levels.Select(level => level.Value)], quantiles.Levels))}"
            : report;
    }
}
