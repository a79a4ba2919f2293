using System.Globalization;
using Apache.Arrow;
using CsCheck;
using DeepPipe.Bundle;
using DeepPipe.Inference.Tests.Models;

namespace DeepPipe.Inference.Tests;

public sealed class PredictorTests : IDisposable
{
    private readonly TestBundle bundle = new();
    private readonly Predictor predictor;

    public PredictorTests() => predictor = bundle.Open();

    [Fact]
    public void Answers_are_what_the_arithmetic_by_hand_gives() => IncomeRows.Any.Array[1, 40].Sample(rows =>
    {
        var answers = Answers(rows);
        for (var row = 0; row < rows.Length; row++)
        {
            var expected = new IncomeModel().Probabilities(rows[row]);
            Assert.Equal(expected[0], answers.Probabilities[2 * row], 1e-5);
            Assert.Equal(expected[1], answers.Probabilities[2 * row + 1], 1e-5);
            Assert.Equal(answers.Probabilities.AsSpan(2 * row, 2).ToArray().Max(), answers.Confidence[row]);
            if (Math.Abs(expected[0] - expected[1]) > 1e-5)
                Assert.Equal(expected[0] > expected[1] ? "<=50K" : ">50K", answers.Predictions[row]);
        }
    }, iter: 50);

    [Fact]
    public void A_batch_of_n_equals_n_batches_of_1() => IncomeRows.Any.Array[1, 30].Sample(rows =>
    {
        var together = Answers(rows);
        for (var row = 0; row < rows.Length; row++)
        {
            var alone = Answers([rows[row]]);
            Assert.Equal(alone.Predictions[0], together.Predictions[row]);
            Assert.Equal(alone.Confidence[0], together.Confidence[row], 1e-6f);
        }
    }, iter: 20);

    [Theory, InlineData(4095), InlineData(4096), InlineData(4097), InlineData(9000)]
    public void Any_number_of_rows_is_answered_in_order(int rowCount)
    {
        var rows = Enumerable.Range(0, rowCount).Select(row => IncomeRows.Some[row % IncomeRows.Some.Count]).ToList();
        var few = Answers(IncomeRows.Some);
        var many = Answers(rows);

        Assert.Equal(rowCount, many.Codes.Length);
        Assert.Equal(rows.Select((_, row) => few.Predictions[row % few.Codes.Length]), many.Predictions);
        for (var row = 0; row < rowCount; row++)
            Assert.Equal(few.Confidence[row % few.Codes.Length], many.Confidence[row], 1e-6f);
    }

    [Fact]
    public void No_rows_get_no_answers()
    {
        var answers = Answers([]);

        Assert.Empty(answers.Codes);
        Assert.Empty(answers.Predictions);
        Assert.Empty(answers.Probabilities);
    }

    [Fact]
    public void Slices_are_read_from_where_they_begin()
    {
        var whole = Answers(IncomeRows.Some);
        var part = Classes(predictor.Score(IncomeRows.Batch(IncomeRows.Some).Slice(2, 4)));

        Assert.Equal(whole.Predictions.Skip(2).Take(4), part.Predictions);
        Assert.Equal(whole.Confidence[2..6], part.Confidence);
    }

    [Fact]
    public void Order_of_columns_and_extra_columns_do_not_matter()
    {
        var rows = IncomeRows.Batch(IncomeRows.Some);
        var others = new RecordBatch.Builder()
            .Append("work", true, rows.Column("work"))
            .Append("AGE", true, IncomeRows.Texts(IncomeRows.Some.Select(_ => "no number")))
            .Append("hours", true, rows.Column("hours"))
            .Append("age", true, rows.Column("age"))
            .Build();

        Assert.Equal(Classes(predictor.Score(rows)).Probabilities, Classes(predictor.Score(others)).Probabilities);
    }

    [Fact]
    public void A_missing_number_is_missing_whatever_lies_under_the_gap()
    {
        var gaps = new RecordBatch.Builder()
            .Append("age", true, new DoubleArray.Builder().AppendNull().Build())
            .Append("hours", true, new DoubleArray.Builder().Append(12).Build())
            .Append("work", true, IncomeRows.Texts([null]))
            .Build();

        Assert.Equal(
            Classes(predictor.Score(IncomeRows.Batch([new(double.NaN, 12, "")]))).Probabilities,
            Classes(predictor.Score(gaps)).Probabilities);
    }

    [Theory, InlineData("de-DE"), InlineData("tr-TR")]
    public void The_language_of_the_user_changes_nothing(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        var expected = Answers(IncomeRows.Some);
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            using var here = bundle.Open();
            Assert.Equal(expected.Probabilities, Classes(here.Score(IncomeRows.Batch(IncomeRows.Some))).Probabilities);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Threads_may_score_at_once()
    {
        var expected = Classes(predictor.Score(IncomeRows.Batch(IncomeRows.Some))).Probabilities;

        Parallel.For(0, 200, _ => Assert.Equal(expected, Classes(predictor.Score(IncomeRows.Batch(IncomeRows.Some))).Probabilities));
    }

    [Fact]
    public void A_missing_column_is_named_with_those_that_are_there()
    {
        var rows = new RecordBatch.Builder()
            .Append("age", true, IncomeRows.Numbers([1]))
            .Append("Hours", true, IncomeRows.Numbers([1]))
            .Build();

        Assert.Equal(
            "The rows have no column \"hours\", which the model reads. Columns: age, Hours.",
            Assert.Throws<RowsMismatchException>(() => predictor.Score(rows)).Message);
    }

    [Fact]
    public void A_column_of_another_type_is_named()
    {
        var rows = new RecordBatch.Builder()
            .Append("age", true, IncomeRows.Texts(["1"]))
            .Append("hours", true, IncomeRows.Numbers([1]))
            .Append("work", true, IncomeRows.Numbers([1]))
            .Build();

        Assert.Equal(
            "The column \"age\" holds utf8. The model reads numbers (double) there.",
            Assert.Throws<RowsMismatchException>(() => predictor.Score(rows)).Message);
    }

    [Fact]
    public void Regression_answers_in_the_unit_of_the_target()
    {
        var path = Path.Combine(bundle.Root, "price.onnx");
        PriceModel.ToOnnx().Write(path);
        using var price = Predictor.Open(path, PriceModel.Signature, new DeviceChoice.Cpu(), 1, Assert.Fail);

        var answers = (NumberAnswers)price.Score(new RecordBatch.Builder().Append("rooms", true, IncomeRows.Numbers([1, 2.5, -4, double.NaN])).Build()).Targets[0];

        Assert.Equal([2.5f, 7f, -12.5f, float.NaN], answers.Values);
        Assert.Empty(answers.Quantiles);
    }

    [Fact]
    public void A_label_that_the_signature_does_not_know_is_refused()
    {
        using var other = new TestBundle(new() { AnsweredLabels = ["<=50K", "rich"] });
        using var here = other.Open();

        Assert.Equal(
            "The model answers \"rich\" in row 2, which is none of the signature's labels: <=50K, >50K. Export the bundle again.",
            Assert.Throws<IntegrityException>(() => here.Score(IncomeRows.Batch([new(90, 40, "Private"), new(20, 40, "")]))).Message);
    }

    public void Dispose()
    {
        predictor.Dispose();
        bundle.Dispose();
    }

    private ClassAnswers Answers(IReadOnlyList<IncomeRow> rows) => Classes(predictor.Score(IncomeRows.Batch(rows)));

    private static ClassAnswers Classes(Answers answers) => (ClassAnswers)answers.Targets[0];
}
