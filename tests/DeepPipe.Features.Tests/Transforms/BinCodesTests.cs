using CsCheck;
using static TorchSharp.torch;

namespace DeepPipe.Features.Tests;

public sealed class BinCodesTests
{
    private static readonly NumberBinsConfig[] Kinds = [new QuantileBins { Count = 7 }, new UniformBins { Count = 7 }];

    public static TheoryData<string> Columns => [.. SklearnFixture.Columns.Keys];

    [Theory]
    [MemberData(nameof(Columns))]
    public void Bins_are_those_of_scikit_learn(string column)
    {
        var fixture = SklearnFixture.Columns[column];

        Assert.Equal(fixture.UniformBins, Codes(Plan(new UniformBins { Count = 7 }, fixture.Train), fixture.Values).Select(code => code - 2.0));
        if (fixture.QuantileBins.Max() > 0)
            Assert.Equal(fixture.QuantileBins, Codes(Plan(new QuantileBins { Count = 7 }, fixture.Train), fixture.Values).Select(code => code - 2.0));
    }

    [Fact]
    public void Codes_lie_below_their_count_rise_with_the_number_and_are_0_in_a_gap() =>
        Gen.Select(Gen.Double[-100, 100].Array[20, 80], Gen.Double[-1e3, 1e3].Array[1, 40], Gen.Int[0, 1]).Sample((train, values, kind) =>
        {
            var plan = Plan(Kinds[kind], train);
            Array.Sort(values);
            var codes = Codes(plan, [double.NegativeInfinity, .. values, double.PositiveInfinity, double.NaN]);

            Assert.All(codes[..^1], code => Assert.InRange(code, CategoryFeature.FirstCode, plan.CategorySizes[0] - 1));
            Assert.Equal(codes[..^1].Order(), codes[..^1]);
            Assert.Equal(CategoryFeature.MissingCode, codes[^1]);
        }, iter: 100, threads: 1);

    [Fact]
    public void Columns_with_fewer_bins_and_none_keep_their_places_behind_the_categories()
    {
        using var scope = NewDisposeScope();
        var table = new SomeTable().Number("few", 0, 1, 2, 3).Number("none", 1, 2, 3, 4).Category("c", "u", "v", "u", "v").Number("many", 0, 1, 2, 3);
        var plan = table.Fit(new()
        {
            Defaults = new() { Category = new() { RareBelow = 1 } },
            Columns = new Dictionary<string, ColumnFeatureConfig>
            {
                ["few"] = new() { Bins = new UniformBins { Count = 2 } },
                ["many"] = new() { Bins = new UniformBins { Count = 3 } },
            },
        });
        using var transform = new TableTransform(plan);
        using var rows = table.Rows();
        var raw = new ColumnEncoder(plan).Encode(rows);

        var codes = transform.Codes(raw.Numbers, raw.Codes);

        Assert.Equal([4, 4, 5], plan.CategorySizes);
        Assert.Equal([2L, 2, 2, 3, 2, 3, 2, 3, 4, 3, 3, 4], codes.contiguous().data<long>());
        Assert.Equal(plan.ToJson(), FeaturePlan.FromJson(plan.ToJson()).ToJson());
    }

    [Fact]
    public void One_bin_alone_is_an_error()
    {
        var error = Assert.Throws<FeatureException>(() => Plan(new QuantileBins { Count = 2 }, [0, 0, 0, 1]));

        Assert.Equal("Column \"x\": its quantiles are so often equal that it has one bin alone. Raise the count of features.columns.x.bins, "
            + "or set it to uniform or none.", error.Message);
    }

    private static FeaturePlan Plan(NumberBinsConfig bins, double[] train) =>
        new SomeTable().Number("x", train).Fit(new() { Defaults = new() { Number = new() { Bins = bins } } });

    private static long[] Codes(FeaturePlan plan, double[] values)
    {
        using var scope = NewDisposeScope();
        using var transform = new TableTransform(plan);
        var numbers = tensor(values).unsqueeze(1);
        return [.. transform.Codes(numbers, zeros(values.Length, 0, ScalarType.Int64)).flatten().contiguous().data<long>()];
    }
}
