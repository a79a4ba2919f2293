using DeepPipe.Configuration;
using DeepPipe.Statistics;

namespace DeepPipe.Evaluation.Tests.Gating;

public sealed class GateConfigTests
{
    private const string Allowed =
        "test, validation or train, then a point, then one of accuracy, balanced_accuracy, precision, recall, f1, precision_macro, recall_macro, f1_macro, "
        + "precision_weighted, recall_weighted, f1_weighted, log_loss, roc_auc, average_precision, brier, subset_accuracy, hamming_loss, f1_micro, "
        + "rmse, mae, r2, mape, mse, pinball, coverage, interval_width, standard_mse, standard_mae, loss";

    [Fact]
    public void Every_metric_of_every_part_is_allowed() =>
        Assert.All(
            from part in new[] { "train", "validation", "test" }
            from name in MetricNames.All.Append("income.accuracy").Append("a.b.rmse")
            select $"{part}.{name}",
            metric => Assert.Empty(new GateConfig { Metric = metric, AtLeast = 0.5 }.Problems()));

    [Theory]
    [InlineData("test.acuracy", " Did you mean \"test.accuracy\"?")]
    [InlineData("tset.accuracy", " Did you mean \"test.accuracy\"?")]
    [InlineData("accuracy", " Did you mean \"test.accuracy\"?")]
    [InlineData("quality", "")]
    public void Another_metric_is_refused_with_the_nearest_one(string metric, string hint)
    {
        var problem = Assert.Single(new GateConfig { Metric = metric, AtLeast = 0.5 }.Problems());
        Assert.Equal($"metric is \"{metric}\". Allowed: {Allowed}.{hint}", problem.ToString());
    }

    [Fact]
    public void All_problems_of_a_file_are_found_at_their_places()
    {
        const string text =
            """
            gates:
              - {metric: test.accuracy, at_least: 0.84}
              - {metric: test.acuracy, at_least: 0.84}
              - {metric: test.rmse}
              - {metric: test.r2, at_least: 0.9, at_most: 0.8}
            """;
        var failure = Assert.Throws<ConfigException>(() => Read(text));
        Assert.Equal(
            [
                $"gates.yaml:3:14: gates.1.metric is \"test.acuracy\". Allowed: {Allowed}. Did you mean \"test.accuracy\"?",
                "gates.yaml:4:5: gates.2 is a gate without a bound. Allowed: at_least, at_most, or both.",
                "gates.yaml:5:33: gates.3.at_least is 0.9. Allowed: no more than at_most, which is 0.8.",
            ],
            failure.Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void A_file_without_problems_gives_its_gates()
    {
        var config = Read("gates: [{metric: test.accuracy, at_least: 0.84}]");
        Assert.Equal([new GateConfig { Metric = "test.accuracy", AtLeast = 0.84 }], config.Gates);
        Assert.Empty(Read("gates: []").Gates);
    }

    private static EvaluationConfig Read(string text) => Config.Parse<EvaluationConfig>(text, "gates.yaml", [], _ => null);
}
