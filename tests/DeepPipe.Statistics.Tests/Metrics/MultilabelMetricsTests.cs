using CsCheck;

namespace DeepPipe.Statistics.Tests.Metrics;

public sealed class MultilabelMetricsTests
{
    private static readonly string[] Labels = ["a", "b"];

    // Truth and predictions by hand: a is hit, missed, rightly left out; b is false, hit, left out.
    private static readonly MultilabelScores Some = MultilabelMetrics.Of(
        [true, false, true, true, false, false], [0.9, 0.6, 0.2, 0.8, 0.1, 0.3], [true, true, false, true, false, false], Labels);

    [Fact]
    public void Scores_are_those_of_scikit_learn()
    {
        Assert.Equal(1 / 3.0, Some.SubsetAccuracy, 1e-12);
        Assert.Equal(2 / 6.0, Some.HammingLoss, 1e-12);
        Assert.Equal(2 * 2 / 6.0, Some.MicroF1, 1e-12);
        Assert.Equal((2 / 3.0 + 2 / 3.0) / 2, Some.MacroF1, 1e-12);
        Assert.Equal(-(Math.Log(0.9) + Math.Log(0.4) + Math.Log(0.2) + Math.Log(0.8) + Math.Log(0.9) + Math.Log(0.7)) / 6, Some.LogLoss, 1e-12);
        Assert.Equal([2L, 1], Some.Counts);
        Assert.Equal(MetricNames.Multilabel, Some.Values.Keys);
    }

    [Fact]
    public void One_label_is_scored_as_two_classes() => Gen.Select(Gen.Bool, Gen.Double[0.01, 0.99]).Array[1, 30].Sample(rows =>
    {
        bool[] truth = [.. rows.Select(row => row.Item1)];
        var labels = MultilabelMetrics.Of(truth, [.. rows.Select(row => row.Item2)], [.. rows.Select(row => row.Item2 > 0.5)], ["a"]);
        var classes = ClassificationMetrics.Of(
            [.. truth.Select(isThere => isThere ? 1 : 0)], [.. rows.SelectMany(row => (double[])[1 - row.Item2, row.Item2])], ["no", "a"], 1);

        Assert.Equal(classes.Accuracy, labels.SubsetAccuracy, 1e-12);
        Assert.Equal(1 - classes.Accuracy, labels.HammingLoss, 1e-12);
        Assert.Equal(classes.PerClass[1].F1, labels.MicroF1, 1e-12);
        Assert.Equal(classes.LogLoss, labels.LogLoss, 1e-9);
    });

    [Fact]
    public void The_baseline_answers_the_labels_that_most_training_rows_have()
    {
        var baseline = MultilabelMetrics.Baseline([true, false, true, true], [3, 1], 4, Labels);

        Assert.Equal((1.0, 0.0), (baseline.PerLabel[0].Recall, baseline.PerLabel[1].Recall));
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        Assert.Equal(
            "There are 3 labels of rows, and 2 labels. (Parameter 'truth')",
            Assert.Throws<ArgumentException>(() => MultilabelMetrics.Of([true, false, true], [0, 0, 0], [true, true, true], Labels)).Message);
        Assert.Equal(
            "2 labels of rows come with 1 probabilities and 2 predictions. (Parameter 'probabilities')",
            Assert.Throws<ArgumentException>(() => MultilabelMetrics.Of([true, false], [0], [true, true], Labels)).Message);
    }
}
