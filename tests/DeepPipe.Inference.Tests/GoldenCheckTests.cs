using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Apache.Arrow;
using DeepPipe.Bundle;
using DeepPipe.Inference.Tests.Models;

namespace DeepPipe.Inference.Tests;

public sealed class GoldenCheckTests
{
    [Fact]
    public void A_model_agrees_with_its_own_answers()
    {
        using var bundle = new TestBundle();
        using var predictor = bundle.Open();
        var result = GoldenCheck.Run(BundleFolder.Open(bundle.Path), predictor);

        Assert.True(result.Passed);
        Assert.Equal(IncomeRows.Some.Count, result.RowCount);
        Assert.InRange(result.LargestDifference, 0, 1e-6);
        result.ThrowIfFailed();
    }

    [Fact]
    public void Labels_in_another_order_than_the_probabilities_are_refused()
    {
        using var bundle = new TestBundle();
        var path = Path.Combine(bundle.Path, "manifest.json");
        var manifest = JsonNode.Parse(File.ReadAllText(path))!;
        manifest["signature"]!["targets"]![0]!["labels"] = new JsonArray(IncomeModel.Labels[1], IncomeModel.Labels[0]);
        File.WriteAllText(path, manifest.ToJsonString());
        using var predictor = bundle.Open();

        var failure = Assert.Throws<IntegrityException>(() => GoldenCheck.Run(BundleFolder.Open(bundle.Path), predictor));
        Assert.Matches(
            $"^{Regex.Escape(bundle.GoldenPath)}: golden row [0-9]+: the trainer's answer is \"(<=50K|>50K)\", but signature\\.targets\\.0\\.labels calls the "
            + "class that the probabilities choose \"(?!\\1)(<=50K|>50K)\"\\. Export the bundle again\\.$", failure.Message);
    }

    [Fact]
    public void The_worst_cell_is_named_as_the_rule_puts_it()
    {
        var cell = new GoldenCell
        {
            Row = 3,
            Output = "probability.>50K",
            Trainer = "0.4311",
            Exported = "0.4312",
            Allowed = 1e-5 + 1e-4 * 0.4311,
        };

        Assert.Equal(
            "golden row 3: probability.>50K is 0.4312 here and 0.4311 in training; allowed difference 0.000053", cell.ToString());
    }

    [Fact]
    public void Another_weight_is_found_in_the_row_that_shows_it_most()
    {
        using var bundle = new TestBundle(new() { Weights = [0.5f, -0.75f, 1.5f, 0.25f, -0.375f, 1.01f] }, trainer: new());
        using var predictor = bundle.Open();
        var result = GoldenCheck.Run(BundleFolder.Open(bundle.Path), predictor);

        var expected = IncomeRows.Some
            .SelectMany((row, index) => new[] { 0, 1 }.Select(label => (
                Row: index + 1,
                Output: $"probability.{IncomeModel.Labels[label]}",
                Strain: Strain(row, label))))
            .MaxBy(cell => cell.Strain);
        Assert.False(result.Passed);
        Assert.Equal((expected.Row, expected.Output), (result.Worst.Row, result.Worst.Output));
        Assert.StartsWith(
            $"{bundle.GoldenPath}: golden row {expected.Row}: {expected.Output} is ",
            Assert.Throws<IntegrityException>(result.ThrowIfFailed).Message, StringComparison.Ordinal);

        double Strain(IncomeRow row, int label)
        {
            var trainer = new IncomeModel().Probabilities(row)[label];
            var exported = new IncomeModel { Weights = [0.5f, -0.75f, 1.5f, 0.25f, -0.375f, 1.01f] }.Probabilities(row)[label];
            return Math.Abs(trainer - exported) / new Tolerance().Allowed(trainer);
        }
    }

    [Fact]
    public void A_changed_word_of_a_vocabulary_is_found()
    {
        var works = new Dictionary<string, float>(new IncomeModel().Works);
        works.Remove("Local-gov");
        works.Add("Local-gow", 2f);
        using var bundle = new TestBundle(new() { Works = works }, trainer: new());
        using var predictor = bundle.Open();

        var result = GoldenCheck.Run(BundleFolder.Open(bundle.Path), predictor);
        Assert.False(result.Passed);
        Assert.Equal(2, result.Worst.Row);
    }

    [Fact]
    public void Exchanged_labels_are_found_where_every_number_agrees()
    {
        using var bundle = new TestBundle(new() { AnsweredLabels = [">50K", "<=50K"] }, trainer: new());
        using var predictor = bundle.Open();

        var result = GoldenCheck.Run(BundleFolder.Open(bundle.Path), predictor);
        Assert.Equal("golden row 1: prediction is \"<=50K\" here and \">50K\" in training", Swap(result.Worst.ToString()));

        static string Swap(string text) => text.Contains("\">50K\" here", StringComparison.Ordinal)
            ? text.Replace("\">50K\" here and \"<=50K\"", "\"<=50K\" here and \">50K\"", StringComparison.Ordinal)
            : text;
    }

    [Fact]
    public void Labels_may_differ_where_the_two_best_are_as_good_as_equal()
    {
        var undecided = new IncomeModel { Weights = new float[6], Bias = [0, 0] };
        using var bundle = new TestBundle(undecided with { AnsweredLabels = [">50K", "<=50K"] }, trainer: undecided);
        using var predictor = bundle.Open();

        Assert.True(GoldenCheck.Run(BundleFolder.Open(bundle.Path), predictor).Passed);
    }

    [Fact]
    public void Golden_rows_without_the_answers_are_refused()
    {
        using var bundle = new TestBundle();
        using var predictor = bundle.Open();
        GoldenRows.Write(bundle.GoldenPath, IncomeRows.Batch(IncomeRows.Some));

        Assert.Equal(
            $"{bundle.GoldenPath}: the trainer's answers are not in the column \"expected.confidence\". Export the bundle again.",
            Refused(bundle, predictor));
    }

    [Fact]
    public void Golden_rows_without_an_input_are_refused()
    {
        using var bundle = new TestBundle();
        using var predictor = bundle.Open();
        GoldenRows.Write(bundle.GoldenPath, new RecordBatch.Builder().Append("age", true, IncomeRows.Numbers([1])).Build());

        Assert.Equal(
            $"{bundle.GoldenPath}: The rows have no column \"hours\", which the model reads. Columns: age. Export the bundle again.",
            Refused(bundle, predictor));
    }

    [Fact]
    public void No_golden_rows_are_no_proof()
    {
        using var bundle = new TestBundle();
        using var predictor = bundle.Open();
        GoldenRows.Write(bundle.GoldenPath, IncomeRows.Batch([]));

        Assert.Equal($"{bundle.GoldenPath}: there are no golden rows. Export the bundle again.", Refused(bundle, predictor));
    }

    private static string Refused(TestBundle bundle, Predictor predictor) =>
        Assert.Throws<IntegrityException>(() => GoldenCheck.Run(BundleFolder.OpenUnchecked(bundle.Path), predictor)).Message;
}
