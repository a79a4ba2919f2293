using CsCheck;

namespace DeepPipe.Statistics.Tests.Metrics;

public sealed class ClassificationMetricsTests
{
    private static readonly string[] TwoClasses = ["no", "yes"];

    public sealed record Case(
        string Name, int[] Labels, double[] Probabilities, int Classes, int? Positive, Dictionary<string, double> Values,
        double[] Precision, double[] Recall, double[] F1, long[] Support, long[] Confusion);

    public static TheoryData<string> Names => [.. Fixture.Read<Case>("classification.json").Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void All_values_are_those_of_scikit_learn(string name)
    {
        var expected = Fixture.Read<Case>("classification.json").Single(one => one.Name == name);
        string[] classes = [.. Enumerable.Range(0, expected.Classes).Select(code => $"class {code}")];
        var scores = ClassificationMetrics.Of(expected.Labels, expected.Probabilities, classes, expected.Positive);

        Assert.All(expected.Values, pair => Assert.Equal(pair.Value, scores.Values[pair.Key], 1e-9));
        Assert.Equal(scores.Values.Keys.Except(expected.Values.Keys), scores.Undefined.Count == 0 ? [] : ["roc_auc"]);
        Assert.All(classes.Index(), one =>
        {
            Assert.Equal(expected.Precision[one.Index], scores.PerClass[one.Index].Precision, 1e-9);
            Assert.Equal(expected.Recall[one.Index], scores.PerClass[one.Index].Recall, 1e-9);
            Assert.Equal(expected.F1[one.Index], scores.PerClass[one.Index].F1, 1e-9);
            Assert.Equal(expected.Support[one.Index], scores.Confusion.TruthCount(one.Index));
            Assert.All(classes.Index(), other =>
                Assert.Equal(expected.Confusion[one.Index * classes.Length + other.Index], scores.Confusion[one.Index, other.Index]));
        });
    }

    [Fact]
    public void The_area_under_the_curve_is_the_share_of_pairs_in_right_order() =>
        Gen.Select(Gen.Bool, Gen.Int[0, 8]).Array[1, 40].Sample(rows =>
        {
            var hits = rows.Where(row => row.Item1).Select(row => row.Item2).ToArray();
            var others = rows.Where(row => !row.Item1).Select(row => row.Item2).ToArray();
            var pairs = hits.SelectMany(hit => others, (hit, other) => hit > other ? 1 : hit == other ? 0.5 : 0);

            var scores = Binary([.. rows.Select(row => row.Item1 ? 1 : 0)], [.. rows.Select(row => row.Item2 / 8.0)]);
            Assert.Equal(pairs.DefaultIfEmpty(double.NaN).Average(), scores.RocAuc, 1e-12);
        });

    [Fact]
    public void Swapping_the_positive_class_keeps_the_area_and_the_losses() =>
        Gen.Select(Gen.Bool, Gen.Int[0, 64].Select(part => part / 64.0)).Array[1, 40].Sample(rows =>
        {
            int[] labels = [.. rows.Select(row => row.Item1 ? 1 : 0)];
            double[] probabilities = [.. rows.SelectMany(row => new[] { 1 - row.Item2, row.Item2 })];
            var one = ClassificationMetrics.Of(labels, probabilities, TwoClasses, 1);
            var other = ClassificationMetrics.Of(labels, probabilities, TwoClasses, 0);
            Assert.Equal(one.RocAuc, other.RocAuc, 1e-9);
            Assert.Equal(one.Brier, other.Brier, 1e-12);
            Assert.Equal(one.LogLoss, other.LogLoss);
            Assert.Equal(one.Accuracy, other.Accuracy);
        });

    [Fact]
    public void The_order_of_rows_does_not_matter() =>
        Gen.Select(Gen.Int[0, 2], Gen.Double[0.1, 1], Gen.Double[0.1, 1]).Array[1, 60].Sample(rows =>
        {
            var (forth, back) = (Of(rows), Of([.. rows.Reverse()]));
            Assert.All(forth.Values, pair => Assert.Equal(pair.Value, back.Values[pair.Key], 1e-12));

            static ClassificationScores Of((int Label, double First, double Second)[] rows) => ClassificationMetrics.Of(
                [.. rows.Select(row => row.Label)],
                [.. rows.SelectMany(row => new[] { row.First / 3, row.Second / 3, 1 - (row.First + row.Second) / 3 })],
                ["a", "b", "c"],
                null);
        });

    [Fact]
    public void Certain_and_right_is_perfect()
    {
        var scores = Binary([0, 1, 1], [0, 1, 1]);
        Assert.All(scores.Values, pair => Assert.Equal(pair.Key is "log_loss" or "brier" ? 0 : 1, pair.Value, 1e-15));
    }

    [Fact]
    public void Certain_and_wrong_is_clipped_to_a_finite_loss() =>
        Assert.Equal(-Math.Log(Math.Pow(2, -52)), Binary([0, 1], [1, 0]).LogLoss, 1e-9);

    [Fact]
    public void Of_two_classes_the_second_is_positive_unless_told_otherwise() =>
        Assert.Equal(1, ClassificationMetrics.Of([0, 1], [0.5, 0.5, 0.5, 0.5], TwoClasses, null).Positive);

    [Fact]
    public void With_one_class_the_area_is_undefined_and_that_is_said()
    {
        var scores = Binary([1, 1], [0.2, 0.8]);
        Assert.Equal(double.NaN, scores.RocAuc);
        Assert.Equal(["roc_auc is undefined: every row is of class \"yes\"."], scores.Undefined);
    }

    [Fact]
    public void With_a_class_that_has_no_rows_the_area_is_undefined_and_that_is_said()
    {
        var scores = ClassificationMetrics.Of([0, 1], [0.5, 0.5, 0, 0, 0.5, 0.5, 0, 0], ["a", "b", "c", "d"], null);
        Assert.Equal(double.NaN, scores.RocAuc);
        Assert.Equal(["roc_auc is undefined: no row is of class \"c\", \"d\"."], scores.Undefined);
    }

    [Fact]
    public void Names_are_those_of_the_values()
    {
        Assert.Equal(MetricNames.Classification, Binary([0, 1], [0.5, 0.5]).Values.Keys);
        var multiclass = ClassificationMetrics.Of([0, 1, 2], new double[9], ["a", "b", "c"], null);
        Assert.Equal(MetricNames.Classification.Except(["precision", "recall", "f1"]), multiclass.Values.Keys);
    }

    [Fact]
    public void The_baseline_predicts_the_majority_of_the_training_rows()
    {
        var scores = ClassificationMetrics.Baseline([0, 0, 0, 1], [25, 75], TwoClasses, 1);
        Assert.Equal(0.25, scores.Accuracy);
        Assert.Equal(0.5, scores.BalancedAccuracy);
        Assert.Equal(0.5, scores.RocAuc);
        Assert.Equal(-(3 * Math.Log(0.25) + Math.Log(0.75)) / 4, scores.LogLoss, 1e-12);
    }

    [Fact]
    public void A_baseline_without_training_rows_is_refused() => AssertRefused(
        "The training rows' class counts do not sum to at least 1. (Parameter 'trainCounts')",
        () => ClassificationMetrics.Baseline([0, 1], [0, 0], TwoClasses, 1));

    [Fact]
    public void No_rows_are_refused() => AssertRefused(
        "There are no rows to score. (Parameter 'labels')",
        () => ClassificationMetrics.Of([], [], TwoClasses, 1));

    [Fact]
    public void A_single_class_is_refused() => AssertRefused(
        "There are fewer than two classes. (Parameter 'classes')",
        () => ClassificationMetrics.Of([0], [1], ["only"], null));

    [Fact]
    public void A_positive_one_of_three_classes_is_refused() => AssertRefused(
        "1 is not the positive one of 3 classes. Allowed: 0 or 1 of two classes, null of more. (Parameter 'positive')",
        () => ClassificationMetrics.Of([0], [1, 0, 0], ["a", "b", "c"], 1));

    [Fact]
    public void Sizes_that_do_not_fit_are_refused() => AssertRefused(
        "2 rows of 2 classes come with 3 probabilities. (Parameter 'probabilities')",
        () => ClassificationMetrics.Of([0, 1], [1, 0, 1], TwoClasses, 1));

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void A_label_that_is_no_class_is_refused(int label) => AssertRefused(
        $"Row 1 has the class code {label}. Allowed: 0 to 1. (Parameter 'labels')",
        () => ClassificationMetrics.Of([0, label], [1, 0, 1, 0], TwoClasses, 1));

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(1.5, "1.5")]
    [InlineData(-0.5, "-0.5")]
    public void What_is_no_probability_is_refused(double probability, string text) => AssertRefused(
        $"Row 1 has the probability {text} for class 0. Allowed: 0 to 1. (Parameter 'probabilities')",
        () => ClassificationMetrics.Of([0, 1], [1, 0, probability, 0], TwoClasses, 1));

    private static ClassificationScores Binary(int[] labels, double[] positiveProbabilities) =>
        ClassificationMetrics.Of(labels, [.. positiveProbabilities.SelectMany(one => new[] { 1 - one, one })], TwoClasses, 1);

    private static void AssertRefused(string message, Func<object> score) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(score).Message);
}
