using System.Globalization;
using System.Text.Json;
using Apache.Arrow;
using CsCheck;

namespace DeepPipe.Features.Tests;

public sealed class BinsTests
{
    private static readonly JsonElement Fixture = JsonDocument.Parse(
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Fixtures", "bins.json"))).RootElement;

    public static TheoryData<string> Trees => [.. Fixture.GetProperty("cases").EnumerateArray().Select(one => one.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Trees))]
    public void A_tree_splits_where_that_of_scikit_learn_does(string name)
    {
        var one = Fixture.GetProperty("cases").EnumerateArray().Single(one => one.GetProperty("name").GetString() == name);
        var (values, thresholds) = (Doubles(one, "values"), Doubles(one, "thresholds"));
        var config = new TreeBinsConfig { Count = one.GetProperty("leaves").GetInt32(), BinRows = one.GetProperty("least").GetInt32() };

        var edges = Assert.Single(Fit(config, values, Doubles(one, "targets"), one.GetProperty("classes").GetInt32()));

        double[] expected = [values.Min(), .. thresholds, values.Max()];
        Assert.Equal(expected.Select(edge => (double)(float)edge), edges);
    }

    [Fact]
    public void Bins_by_quantiles_hold_about_as_many_rows_each()
    {
        double[] values = [.. Enumerable.Range(0, 1001).Select(row => Math.Pow(row, 2))];

        var edges = Assert.Single(Fit(new QuantileBinsConfig { Count = 4 }, values, values, 0));

        Assert.Equal([0, 250 * 250, 500 * 500, 750 * 750, 1_000_000], edges);
    }

    [Fact]
    public void Edges_ascend_from_the_smallest_to_the_largest_value_in_any_scale()
    {
        var values = Gen.Select(Gen.Double[-1e3, 1e3], Gen.Int[0, 5], Gen.Int[0, 9])
            .Select((number, repeated, gap) => gap == 0 ? double.NaN : repeated == 0 ? 7 : number).Array[40, 400]
            .Where(column => column.Where(double.IsFinite).Distinct().Count() > 1);
        BinsConfig[] configs = [new QuantileBinsConfig { Count = 9 }, new TreeBinsConfig { Count = 9, BinRows = 3 }];
        var scales = Enum.GetValues<NumberScale>();
        Gen.Select(values, Gen.Int[0, 1].Select(index => configs[index]), Gen.Int[0, scales.Length - 1].Select(index => scales[index]))
            .Sample(
                (column, config, scale) =>
                {
                    var edges = Assert.Single(Fit(config, column, [.. column.Select(value => Math.Sin(double.IsNaN(value) ? 0 : value))], 0, scale));
                    Assert.InRange(edges.Count, 2, 10);
                    Assert.All(edges.Zip(edges.Skip(1)), pair => Assert.True(pair.First < pair.Second, "Edges do not ascend."));
                },
                iter: 60,
                threads: 1);
    }

    [Fact]
    public void A_column_that_is_one_number_in_its_scale_has_no_bins()
    {
        var failure = Assert.Throws<FeatureException>(() => Fit(new QuantileBinsConfig(), [1e9, 1e9 + 1], [0, 1], 0));

        Assert.Equal(
            "Column \"x\": its train rows are all one 32-bit number in the scale that it is brought to, so that it has no bins. "
            + "Set features.columns.x.scale to standard or quantile.",
            failure.Message);
    }

    private static IReadOnlyList<IReadOnlyList<double>> Fit(
        BinsConfig config, double[] values, double[] targets, int classCount, NumberScale scale = NumberScale.None)
    {
        var table = new SomeTable().Number("x", values);
        var features = table.Fit(new FeaturesConfig { Defaults = new FeatureDefaults { Number = new NumberFeatureConfig { Scale = scale } } });
        TargetPlan target = classCount == 0
            ? new NumberTarget("y", 0, 1)
            : new ClassTarget("y", TaskKind.Multiclass, [.. Enumerable.Range(0, classCount).Select(code => code.ToString(CultureInfo.InvariantCulture))]);
        var halves = new[] { ..(values.Length / 2), (values.Length / 2).. };
        return config.Fit(features, target, table.Profile(), () => halves.Select(half => Rows(values[half], targets[half], classCount)));
    }

    private static RecordBatch Rows(double[] values, double[] targets, int classCount)
    {
        var numbers = new SomeTable().Number("x", values);
        return (classCount == 0
            ? numbers.Number("y", targets)
            : numbers.Category("y", [.. targets.Select(target => target.ToString(CultureInfo.InvariantCulture))])).Rows();
    }

    private static double[] Doubles(JsonElement one, string name) => one.GetProperty(name).Deserialize<double[]>()!;
}
