using System.Globalization;
using Apache.Arrow;
using DeepPipe.Bundle;
using DeepPipe.Data;
using DeepPipe.Inference;
using DeepPipe.Inference.Tests.Models;

namespace DeepPipe.Serving.Tests.Batch;

public sealed class BatchPredictionTests : IDisposable
{
    private static readonly string[] added = ["prediction", "confidence", "probability.<=50K", "probability.>50K"];
    private readonly TestBundle bundle = new();

    [Fact]
    public void The_output_is_the_input_with_the_answers_behind_it()
    {
        var output = Path("scored.arrow");
        var result = Run(Input("rows.arrow"), output);

        using var predictor = bundle.Open();
        var answers = (ClassAnswers)predictor.Score(IncomeRows.Batch(IncomeRows.Some)).Targets[0];
        Assert.Equal((IncomeRows.Some.Count, "cpu"), (result.RowCount, result.Device));
        Assert.Equal(["age", "hours", "work", .. added], TableText.Read(output).Select(column => column.Name));
        Assert.Equal(TableText.Read(Path("rows.arrow")), TableText.Read(output).Take(3));
        Assert.Equal(answers.Predictions, TableText.Read(output, "prediction"));
        Assert.Equal(answers.Confidence.Select(Text), TableText.Read(output, "confidence"));
        for (var code = 0; code < 2; code++)
            Assert.Equal(
                Enumerable.Range(0, answers.Codes.Length).Select(row => Text(answers.Probabilities[2 * row + code])),
                TableText.Read(output, added[2 + code]));
    }

    [Theory, InlineData("rows.csv"), InlineData("rows.csv.gz"), InlineData("rows.tsv"), InlineData("rows.parquet"), InlineData("rows.feather")]
    public void Every_format_gives_identical_answers(string name)
    {
        Run(Input("reference.arrow"), Path("reference out.arrow"));
        Run(Input(name), Path("out.arrow"));

        Assert.Equal(TableText.Read(Path("reference out.arrow")), TableText.Read(Path("out.arrow")));
    }

    [Theory, InlineData("csv"), InlineData("csv.gz"), InlineData("tsv"), InlineData("parquet"), InlineData("arrow"), InlineData("feather")]
    public void Every_format_can_be_written(string extension)
    {
        var input = Input("rows.arrow");
        Run(input, Path("reference.arrow"));
        Run(input, Path($"out.{extension}"));

        Assert.Equal(TableText.Read(Path("reference.arrow")), TableText.Read(Path($"out.{extension}")));
    }

    [Theory, InlineData("de-DE"), InlineData("tr-TR")]
    public void The_language_of_the_user_changes_nothing(string culture)
    {
        Run(Input("rows.csv"), Path("reference.csv"));
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            Run(Path("rows.csv"), Path("out.csv"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
        Assert.Equal(File.ReadAllText(Path("reference.csv")), File.ReadAllText(Path("out.csv")));
    }

    [Fact]
    public void Columns_may_come_in_any_order_and_among_others()
    {
        Run(Input("rows.arrow"), Path("reference.arrow"));
        var rows = IncomeRows.Batch(IncomeRows.Some);
        var input = TableText.Write(Path("others.csv"),
            ("id", IncomeRows.Texts(IncomeRows.Some.Select((_, row) => $"00{row}"))),
            ("work", rows.Column("work")),
            ("hours", rows.Column("hours")),
            ("income", IncomeRows.Texts(IncomeRows.Some.Select(_ => "NA"))),
            ("age", rows.Column("age")));
        Run(input, Path("out.csv"));

        Assert.Equal(["id", "work", "hours", "income", "age", .. added], TableText.Read(Path("out.csv")).Select(column => column.Name));
        Assert.Equal("003", TableText.Read(Path("out.csv"), "id")[3]);
        Assert.Equal("NA", TableText.Read(Path("out.csv"), "income")[0]);
        Assert.Equal(TableText.Read(Path("reference.arrow"), "confidence"), TableText.Read(Path("out.csv"), "confidence"));
    }

    [Fact]
    public void Columns_without_a_single_value_are_all_missing()
    {
        File.WriteAllText(Path("gaps.csv"), "age,hours,work\n,,\n,,\n");
        Run(Path("gaps.csv"), Path("out.arrow"));

        using var predictor = bundle.Open();
        var expected = ((ClassAnswers)predictor.Score(IncomeRows.Batch([new(double.NaN, double.NaN, null)])).Targets[0]).Confidence[0];
        Assert.Equal([Text(expected), Text(expected)], TableText.Read(Path("out.arrow"), "confidence"));
    }

    [Fact]
    public void An_empty_table_gives_an_empty_table()
    {
        File.WriteAllText(Path("empty.csv"), "age,hours,work\n");

        Assert.Equal(0, Run(Path("empty.csv"), Path("out.csv")).RowCount);
        Assert.Equal("age,hours,work,prediction,confidence,probability.<=50K,probability.>50K\n", File.ReadAllText(Path("out.csv")));
    }

    [Fact]
    public void More_rows_than_a_batch_holds_keep_their_order()
    {
        const int rowCount = 150_000;
        var ages = Enumerable.Range(0, rowCount).Select(row => (double)row).ToArray();
        var input = TableText.Write(Path("many.arrow"),
            ("age", IncomeRows.Numbers(ages)),
            ("hours", IncomeRows.Numbers(ages.Select(age => age % 100))),
            ("work", IncomeRows.Texts(ages.Select(age => age % 3 == 0 ? "Private" : "other"))));
        var written = new List<long>();
        var result = Run(input, Path("out.arrow"), new() { Device = new DeviceChoice.Cpu(), Progress = written.Add });

        Assert.Equal(rowCount, result.RowCount);
        Assert.Equal([65_536, 131_072, rowCount], written);
        Assert.Equal(ages.Select(age => age.ToString(CultureInfo.InvariantCulture)), TableText.Read(Path("out.arrow"), "age"));
        Assert.Equal(rowCount, TableText.Read(Path("out.arrow"), "prediction").Count);
    }

    [Fact]
    public void Regression_adds_the_number()
    {
        var prices = Path("prices");
        BundleFolder.Create(prices, TestBundle.Manifest(PriceModel.Signature), folder =>
        {
            PriceModel.ToOnnx().Write(System.IO.Path.Combine(folder, "model.onnx"));
            File.WriteAllText(System.IO.Path.Combine(folder, "profile.json"), "{}");
            GoldenRows.Write(System.IO.Path.Combine(folder, "golden.arrow"), new RecordBatch.Builder()
                .Append("rooms", true, IncomeRows.Numbers([2]))
                .Append(GoldenRows.Prediction(PriceModel.Signature.Targets[0]), false, new FloatArray.Builder().Append(5.5f).Build())
                .Build());
        }, replace: false);
        File.WriteAllText(Path("rooms.csv"), "rooms\n1\n2.5\n");
        BatchPrediction.Run(prices, Path("rooms.csv"), Path("out.csv"), OnCpu, Assert.Fail, CancellationToken.None);

        Assert.Equal("rooms,prediction\n1,2.5\n2.5,7\n", File.ReadAllText(Path("out.csv")));
    }

    [Fact]
    public void An_output_that_is_there_is_replaced_only_when_forced()
    {
        var input = Input("rows.csv");
        File.WriteAllText(Path("out.csv"), "precious");

        Assert.Equal(
            $"{Path("out.csv")}: exists already. Give another name, or replace it with --force.",
            Assert.Throws<MissingSourceException>(() => Run(input, Path("out.csv"))).Message);
        Assert.Equal("precious", File.ReadAllText(Path("out.csv")));

        Run(input, Path("out.csv"), OnCpu with { Force = true });
        Assert.StartsWith("age,hours,work,prediction", File.ReadAllText(Path("out.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_run_leaves_nothing()
    {
        var input = Input("rows.csv");
        using var stop = new CancellationTokenSource();
        var before = Files();

        Assert.Throws<OperationCanceledException>(() => BatchPrediction.Run(
            bundle.Path, input, Path("out.csv"), OnCpu with { Progress = _ => stop.Cancel() }, Assert.Fail, stop.Token));
        Assert.Equal(before, Files());
    }

    [Fact]
    public void A_text_in_a_number_column_is_named_and_leaves_nothing()
    {
        File.WriteAllText(Path("bad.csv"), "age,hours,work\n30,40,a\nforty,40,b\n");
        var before = Files();

        var message = Assert.Throws<DataException>(() => Run(Path("bad.csv"), Path("out.csv"))).Message;
        Assert.Contains("age", message, StringComparison.Ordinal);
        Assert.Contains("forty", message, StringComparison.Ordinal);
        Assert.Equal(before, Files());
    }

    [Fact]
    public void A_missing_column_is_named_with_the_nearest_one()
    {
        File.WriteAllText(Path("bad.csv"), "age,hour,work\n30,40,a\n");

        Assert.StartsWith(
            $"{Path("bad.csv")}: there is no column \"hours\". Did you mean \"hour\"?",
            Assert.Throws<DataException>(() => Run(Path("bad.csv"), Path("out.csv"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_with_the_name_of_an_answer_is_refused()
    {
        File.WriteAllText(Path("scored.csv"), "age,hours,work,confidence\n30,40,a,0.5\n");

        Assert.Equal(
            $"{Path("scored.csv")}: there is a column \"confidence\" already, a name that the output needs for the answers. "
            + "Rename the column or leave it out.",
            Assert.Throws<DataException>(() => Run(Path("scored.csv"), Path("out.csv"))).Message);
    }

    [Fact]
    public void A_model_that_answers_otherwise_than_in_training_scores_nothing()
    {
        using var other = new TestBundle(new() { OtherWork = 1 }, trainer: new());
        var input = Input("rows.csv");
        var before = Files();

        Assert.Contains("golden row 4: ", Assert.Throws<IntegrityException>(() => BatchPrediction.Run(
            other.Path, input, Path("out.csv"), OnCpu, Assert.Fail, CancellationToken.None)).Message, StringComparison.Ordinal);
        Assert.Equal(before, Files());
    }

    public void Dispose() => bundle.Dispose();

    private static BatchOptions OnCpu => new() { Device = new DeviceChoice.Cpu() };

    private static string Text(float number) => number.ToString(CultureInfo.InvariantCulture);

    private string Path(string name) => System.IO.Path.Combine(bundle.Root, name);

    private string Input(string name) => TableText.Write(Path(name), IncomeRows.Batch(IncomeRows.Some));

    private string[] Files() => [.. Directory.EnumerateFileSystemEntries(bundle.Root).Order(StringComparer.Ordinal)];

    private BatchResult Run(string input, string output, BatchOptions? options = null) =>
        BatchPrediction.Run(bundle.Path, input, output, options ?? OnCpu, Assert.Fail, CancellationToken.None);
}
