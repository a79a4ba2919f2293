using CsCheck;

namespace DeepPipe.Statistics.Tests.Metrics;

public sealed class RegressionMetricsTests
{
    public sealed record Case(string Name, double[] Truth, double[] Prediction, Dictionary<string, double> Values);

    public static TheoryData<string> Names => [.. Fixture.Read<Case>("regression.json").Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void All_values_are_those_of_scikit_learn(string name)
    {
        var expected = Fixture.Read<Case>("regression.json").Single(one => one.Name == name);
        var scores = RegressionMetrics.Of(expected.Truth, expected.Prediction);
        Assert.Equal(expected.Values.Keys.Order(), scores.Values.Keys.Order());
        Assert.All(expected.Values, pair => Assert.Equal(pair.Value, scores.Values[pair.Key], 1e-9 * Math.Max(1, Math.Abs(pair.Value))));
        Assert.Empty(scores.Undefined);
    }

    [Fact]
    public void Shifting_truth_and_prediction_keeps_the_errors() =>
        Gen.Select(Gen.Select(Gen.Double[-10, 10], Gen.Double[-10, 10]).Array[2, 50], Gen.Double[-100, 100]).Sample((rows, shift) =>
        {
            var (plain, shifted) = (Of(rows, 0), Of(rows, shift));
            Assert.Equal(plain.Rmse, shifted.Rmse, 1e-9);
            Assert.Equal(plain.Mae, shifted.Mae, 1e-9);

            static RegressionScores Of((double Truth, double Prediction)[] rows, double shift) =>
                RegressionMetrics.Of([.. rows.Select(row => row.Truth + shift)], [.. rows.Select(row => row.Prediction + shift)]);
        });

    [Fact]
    public void The_mean_of_the_rows_themselves_explains_nothing()
    {
        var scores = RegressionMetrics.Baseline([1, 2, 6], 3);
        Assert.Equal(0, scores.R2, 1e-12);
        Assert.Equal(2, scores.Mae, 1e-12);
    }

    [Fact]
    public void Of_a_single_row_nothing_is_explained_and_that_is_said()
    {
        var scores = RegressionMetrics.Of([1], [2]);
        Assert.Equal(double.NaN, scores.R2);
        Assert.Equal(["r2 is undefined: there is a single row."], scores.Undefined);
        Assert.Equal(1, scores.Rmse);
    }

    [Fact]
    public void Names_are_those_of_the_values() =>
        Assert.Equal(MetricNames.Regression, RegressionMetrics.Of([1, 2], [1, 2]).Values.Keys);

    [Fact]
    public void No_rows_are_refused() => AssertRefused(
        "There are no rows to score. (Parameter 'truth')", () => RegressionMetrics.Of([], []));

    [Fact]
    public void Sizes_that_do_not_fit_are_refused() => AssertRefused(
        "2 rows come with 1 predictions. (Parameter 'prediction')", () => RegressionMetrics.Of([1, 2], [1]));

    [Fact]
    public void A_prediction_that_is_not_finite_is_refused() => AssertRefused(
        "Row 1 has the prediction NaN. Allowed: finite numbers. (Parameter 'prediction')",
        () => RegressionMetrics.Of([1, 2], [1, double.NaN]));

    [Fact]
    public void A_truth_that_is_not_finite_is_refused() => AssertRefused(
        "Row 0 has the true value -Infinity. Allowed: finite numbers. (Parameter 'truth')",
        () => RegressionMetrics.Of([double.NegativeInfinity, 2], [1, 2]));

    private static void AssertRefused(string message, Func<object> score) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(score).Message);
}
