using DeepPipe.Bundle;
using DeepPipe.Configuration;
using DeepPipe.Inference;

namespace DeepPipe.Tests;

public sealed class SeveralTargetsJobTests
{
    private const string Several =
        "[{column: answer, task: binary, calibrate: temperature, threshold: tuned}, "
        + "{column: weight, task: regression, loss: quantile, weight: 0.5, missing: skip}, {column: colour, task: multilabel, threshold: tuned}]";

    [Theory]
    [InlineData("{type: mlp, layers: [8], numbers: {type: piecewise_linear, bins: {type: tree, bin_rows: 4}}}")]
    [InlineData("{type: tabm, members: 2, layers: [8]}")]
    public void A_run_answers_scores_and_proves_each_target(string network)
    {
        using var table = new Table();
        var result = table.Train(table.Write(Table.Rows(), targets: Several, network: network));

        Assert.Superset(
            new HashSet<string> { "test.loss", "test.answer.accuracy", "test.weight.rmse", "test.weight.coverage", "test.colour.subset_accuracy" },
            result.Scores.Keys.ToHashSet());
        Assert.Contains("\nweight\n", result.Report, StringComparison.Ordinal);
        var verified = BundleVerification.Verify(result.Run.BundlePath, new DeviceChoice.Cpu(), _ => { });
        Assert.Equal(["answer.", "weight.", "colour."], verified.Manifest.Signature.Targets.Select(target => target.Prefix));
        Assert.Equal(["blue", "green", "red"], verified.Manifest.Signature.Targets[2].Labels);
        Assert.Equal(3, verified.Manifest.Signature.Targets[2].Thresholds.Count);
        Assert.Equal(["size"], verified.Manifest.Signature.Inputs.Select(input => input.Name));
    }

    [Fact]
    public void A_target_with_gaps_is_refused_unless_they_are_skipped()
    {
        using var table = new Table();
        var config = table.Write(Table.Rows(), targets: "[{column: answer, task: binary}, {column: weight, task: regression}]");

        Assert.Matches(
            "^The target \"weight\" is missing in \\d+ of 180 train rows\\. Every row that is learned from or measured on needs its target: "
            + "take these rows out of the source, or complete them\\.$",
            Assert.Throws<Features.TargetException>(() => table.Train(config)).Message);
    }

    [Theory]
    [InlineData("[]", "targets is an empty list. Allowed: at least one target.")]
    [InlineData("[{column: answer, task: binary, weight: 2}]", "targets.0.weight is 2. Allowed: only with several targets.")]
    [InlineData("[{column: answer, task: binary, missing: skip}]", "targets.0.missing is \"skip\". Allowed: only with several targets: a row without its only target has nothing to learn.")]
    [InlineData("[{column: answer, task: binary}, {column: answer, task: multiclass}]", "targets.1.column is \"answer\". Allowed: a column that no other target has.")]
    public void Targets_that_do_not_go_together_are_a_problem(string targets, string problem)
    {
        using var table = new Table();
        var failure = Assert.Throws<ConfigException>(() => table.Write(Table.Rows(), targets: targets));

        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("test.accuracy")]
    [InlineData("test.size.accuracy")]
    public void A_gate_of_no_target_is_told_before_training(string metric)
    {
        using var table = new Table();
        var config = table.Write(Table.Rows(), targets: Several, more: $"evaluation: {{gates: [{{metric: {metric}, at_least: 0}}]}}");

        Assert.Contains(
            $"evaluation.gates.0.metric is \"{metric}\". Allowed: a part that has rows (train, validation, test), then a point, then one of answer.accuracy, ",
            Assert.Throws<ConfigException>(() => table.Train(config)).Message, StringComparison.Ordinal);
    }
}
