using System.Globalization;
using System.Text.Json;
using Apache.Arrow;
using CsCheck;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Features.Tests;

public sealed class TargetEncodingTests
{
    private const ulong Seed = 17;
    private static readonly string[] Values = ["a", "b", "c", ""];

    private static readonly JsonElement Fixture = JsonDocument.Parse(
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Fixtures", "target_encoding.json"))).RootElement.GetProperty("cases");

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Fixture.GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Means_are_smoothed_by_scikit_learns_formula(int index)
    {
        var one = Fixture[index];
        var (values, targets) = (one.GetProperty("values").Deserialize<string[]>()!, one.GetProperty("target").Deserialize<double[]>()!);
        var config = new TargetEncodingConfig { Smooth = one.GetProperty("smooth").Deserialize<double?>() };

        var category = Fit(values, targets, config).Categories[0];

        var expected = one.GetProperty("encoded").Deserialize<Dictionary<string, double>>()!;
        Assert.Equal(5, category.Vocabulary.Count);
        for (var code = 0; code < 5; code++)
        {
            var mean = expected[category.Vocabulary[code]];
            Assert.Equal(mean, category.Encodings[0].Values[code + CategoryFeature.FirstCode], 1e-9 * Math.Max(1, Math.Abs(mean)));
        }
    }

    [Fact]
    public void What_a_fold_s_rows_read_is_fitted_to_the_other_rows_alone() =>
        Rows.Sample((values, targets) =>
        {
            var plan = Fit(values, targets, new());
            var folds = Folds(values.Length);

            for (var fold = 0; fold < FoldOrder.Count; fold++)
            {
                var others = Enumerable.Range(0, values.Length).Where(row => folds[row] != fold).ToArray();
                var alone = Fit([.. others.Select(row => values[row])], [.. others.Select(row => targets[row])], new()).Categories[0];
                foreach (var value in alone.Vocabulary)
                    Assert.Equal(Read(alone, alone.Encodings[0].Values, value), Read(plan.Categories[0], OfFold(plan, fold), value), 1e-6);
            }
        }, iter: 30, threads: 1);

    [Fact]
    public void A_row_s_own_target_has_no_part_in_what_it_reads_in_training() =>
        Gen.Select(Rows, Gen.Int[0, 59], Gen.Double[-1e3, 1e3]).Sample((rows, row, other) =>
        {
            var (values, targets) = rows;
            var fold = Folds(values.Length)[row];
            var altered = targets.ToArray();
            altered[row] = other;

            var (first, second) = (Fit(values, targets, new()), Fit(values, altered, new()));

            Assert.All(OfFold(first, fold).Zip(OfFold(second, fold)), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        }, iter: 60, threads: 1);

    [Fact]
    public void Train_rows_read_their_fold_s_number_and_all_others_the_whole_one_however_rows_are_cut() =>
        Gen.Select(Rows, Gen.Int[1, 59], Gen.Bool.Array[60]).Sample((rows, cut, isTrain) =>
        {
            using var scope = NewDisposeScope();
            var plan = Fit(rows.Values, rows.Targets, new());
            using var transform = new TableTransform(plan);
            using var batch = new SomeTable().Category("c", rows.Values).Rows();
            var raw = new ColumnEncoder(plan).Encode(batch);
            var whole = transform.call(raw.Numbers, raw.Codes);

            var read = whole.clone();
            var outOfFold = OutOfFold.Of(plan)!;
            foreach (var (start, end) in new[] { (0, cut), (cut, 60) })
                outOfFold.Write(read.narrow(0, start, end - start), raw.Codes.narrow(0, start, end - start), isTrain.AsSpan(start, end - start));

            var order = new FoldOrder(Seed);
            var encoding = plan.Categories[0].Encodings[0];
            var codes = raw.Codes.contiguous().data<long>().ToArray();
            for (var row = 0; row < 60; row++)
            {
                var values = isTrain[row] ? encoding.WithoutFold[order.Next()] : encoding.Values;
                Assert.Equal((float)((values[(int)codes[row]] - encoding.Centre) / encoding.Scale), read[row, 0].ToSingle(), 1e-5f);
            }
        }, iter: 40, threads: 1);

    [Fact]
    public void Each_of_several_classes_has_a_number_and_two_share_one()
    {
        string[] values = ["a", "a", "b", "b", "b", "c"];
        var three = new ClassTarget("y", TaskKind.Multiclass, ["0", "1", "2"]);

        var encodings = Fit(values, [0, 1, 2, 2, 1, 0], new() { Smooth = 0 }, three).Categories[0].Encodings;

        Assert.Equal(3, encodings.Count);
        Assert.Equal([0, 0.5, 1], encodings[0].Values.Skip(CategoryFeature.FirstCode));        // b, a, c: how often class 0
        Assert.Equal([2 / 3.0, 0, 0], encodings[2].Values.Skip(CategoryFeature.FirstCode));
        Assert.Single(Fit(values, [0, 1, 1, 1, 1, 0], new(), three with { Task = TaskKind.Binary, Classes = ["0", "1"] }).Categories[0].Encodings);
    }

    [Fact]
    public void Codes_that_few_rows_have_take_the_mean_of_all()
    {
        string?[] values = ["a", "a", "a", "b", "b", "b", "rare", null];
        double[] targets = [1, 1, 1, 2, 2, 2, 100, 200];

        var category = Fit(values, targets, new() { Smooth = 0 }, rareBelow: 3).Categories[0];

        var mean = targets.Average();
        Assert.Equal([mean, mean, 1, 2], category.Encodings[0].Values.Select(value => Math.Round(value, 9)));
    }

    [Fact]
    public void Without_such_an_encoding_no_row_is_read()
    {
        var plan = new SomeTable().Category("c", "a", "b").Fit(new() { Defaults = new() { Category = new() { RareBelow = 1 } } });

        Assert.Same(plan, plan.WithTarget(new(), new NumberTarget("y", 0, 1), Refusing(), Seed));
        Assert.Null(OutOfFold.Of(plan));
    }

    [Fact]
    public void A_plan_read_back_is_the_plan()
    {
        var plan = Fit(["a", "a", "b", "b"], [1, 2, 3, 5], new());
        var read = FeaturePlan.FromJson(plan.ToJson());

        Assert.Equal(plan.ToJson(), read.ToJson());
        Assert.Equal(Seed, read.FoldSeed);
        Assert.Equal(FoldOrder.Count, read.Categories[0].Encodings[0].WithoutFold.Count);
    }

    private static Gen<(string[] Values, double[] Targets)> Rows => Gen.Select(
        Gen.Int[0, 3].Select(index => Values[index]).Array[60].Where(values => values.Count(value => value == "a") > 5 && values.Contains("b")),
        Gen.Double[-100, 100].Array[60]);

    private static int[] Folds(int rowCount)
    {
        var order = new FoldOrder(Seed);
        return [.. Enumerable.Range(0, rowCount).Select(_ => order.Next())];
    }

    private static IReadOnlyList<double> OfFold(FeaturePlan plan, int fold) => plan.Categories[0].Encodings[0].WithoutFold[fold];

    private static double Read(CategoryFeature category, IReadOnlyList<double> values, string value) =>
        values[category.Vocabulary.ToList().IndexOf(value) + CategoryFeature.FirstCode];

    private static FeaturePlan Fit(
        string?[] values, double[] targets, TargetEncodingConfig encoding, TargetPlan? target = null, int rareBelow = 1)
    {
        target ??= new NumberTarget("y", targets.Average(), 1);
        var config = new FeaturesConfig { Defaults = new() { Category = new() { RareBelow = rareBelow, Encodings = [encoding] } } };
        var table = new SomeTable().Category("c", values);
        return table.Fit(config).WithTarget(config, target, Batches(), Seed);

        IEnumerable<RecordBatch> Batches()
        {
            var half = values.Length / 2;
            yield return Batch(values[..half], targets[..half], target);
            yield return Batch(values[half..], targets[half..], target);
        }
    }

    private static RecordBatch Batch(string?[] values, double[] targets, TargetPlan target)
    {
        var rows = new SomeTable().Category("c", values);
        return (target is NumberTarget
            ? rows.Number("y", targets)
            : rows.Category("y", [.. targets.Select(one => one.ToString(CultureInfo.InvariantCulture))])).Rows();
    }

    private static IEnumerable<RecordBatch> Refusing()
    {
        Assert.Fail("Rows are read.");
        yield break;
    }
}
