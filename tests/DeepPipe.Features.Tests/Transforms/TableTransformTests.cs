using System.Globalization;
using CsCheck;
using DeepPipe.Statistics;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Features.Tests;

public sealed class TableTransformTests
{
    private static readonly SomeTable Table = new SomeTable()
        .Number("quantile", 1, 5, 2, 9, 3, 7, double.NaN, 4)
        .Number("standard", double.NaN, 1, 2, 3, 4, 5, 6, double.NaN)
        .Integer("plain", 1, 2, 3, 4, 5, 6, 7, 9);

    private static readonly FeaturesConfig Config = new()
    {
        Columns = new Dictionary<string, ColumnFeatureConfig>
        {
            ["standard"] = new() { Scale = NumberScale.Standard },
            ["plain"] = new() { Scale = NumberScale.None },
        },
    };

    [Fact]
    public void A_batch_of_rows_gives_what_single_rows_give()
    {
        using var scope = NewDisposeScope();
        var (transform, raw) = Fitted();

        var together = Alone(transform, raw);
        var singly = cat([.. Enumerable.Range(0, 8).Select(row => Alone(transform, raw.narrow(0, row, 1)))], 0);

        Assert.Equal([8L, 5], together.shape);
        Assert.Equal(ScalarType.Float32, together.dtype);
        Assert.Equal(together.bytes.ToArray(), singly.bytes.ToArray());
    }

    [Fact]
    public void A_missing_number_is_the_scaled_mean_and_its_indicator_is_1()
    {
        using var scope = NewDisposeScope();
        var (transform, raw) = Fitted();

        var result = Alone(transform, raw);

        Assert.Equal([0f, 0, 0, 0, 0, 0, 1, 0], result.select(1, 3).contiguous().data<float>());
        Assert.Equal([1f, 0, 0, 0, 0, 0, 0, 1], result.select(1, 4).contiguous().data<float>());
        Assert.Equal(0, result[0, 1].ToSingle());
        Assert.Equal(0, result[7, 1].ToSingle());
        Assert.False(result.isnan().any().ToBoolean());
    }

    [Fact]
    public void A_gap_in_a_column_that_had_none_in_training_is_filled()
    {
        using var scope = NewDisposeScope();
        var (transform, _) = Fitted();

        var result = Alone(transform, tensor(new[,] { { double.NaN, double.NaN, double.NaN } }));

        Assert.Equal(4.625f, result[0, 2].ToSingle());
        Assert.False(result.isnan().any().ToBoolean());
    }

    [Fact]
    public void A_clip_by_quantiles_gives_what_clipped_train_rows_give_in_any_scale() =>
        Gen.Select(Gen.Int[5, 50].SelectMany(quarter => Gen.Double[-100, 100].Array[4 * quarter + 1]), Gen.Enum<NumberScale>()).Sample((values, scale) =>
        {
            using var scope = NewDisposeScope();
            var quantiles = new SomeTable().Number("x", values).Profile().Numbers["x"].Quantiles([0.25, 0.75]);
            var clipped = Array.ConvertAll(values, value => Math.Clamp(value, quantiles[0], quantiles[1]));
            var number = new NumberFeatureConfig { Scale = scale, Clip = new QuantileClip { Lower = 0.25, Upper = 0.75 } };

            var ofValues = Transformed(values, values, number);

            var ofClipped = Transformed(clipped, clipped, number with { Clip = new NoClip() });
            Assert.All(ofValues.Zip(ofClipped), pair => Assert.Equal(pair.Second, pair.First, 1e-4 * Math.Max(1, Math.Abs(pair.Second))));
        }, iter: 100, threads: 1);

    [Fact]
    public void A_clip_by_values_holds_numbers_and_leaves_gaps_and_their_constant_alone()
    {
        var number = new NumberFeatureConfig
        {
            Scale = NumberScale.None,
            Clip = new ValueClip { Lower = 0, Upper = 10 },
            Missing = new ConstantFill { Value = -7 },
        };

        double[] values = [-5, 3, 12, double.NaN, double.PositiveInfinity, double.NegativeInfinity];
        Assert.Equal([0f, 3, 10, -7, 10, 0], Transformed([1, 2, 11], values, number));
        Assert.Equal([0f, 3, 12, -7], Transformed([1, 2, 11], values[..4], number with { Clip = new ValueClip { Lower = 0 } }));
    }

    [Fact]
    public void The_mean_and_the_median_that_fill_gaps_are_those_of_clipped_numbers()
    {
        var number = new NumberFeatureConfig { Scale = NumberScale.None, Clip = new ValueClip { Upper = 10 }, Missing = new MeanFill() };

        Assert.Equal([5f], Transformed([0, 5, 1000], [double.NaN], number));
        Assert.Equal([2.5f], Transformed([0, 0, 5, 1000], [double.NaN], number with { Missing = new MedianFill() }));
        Assert.Equal([3.75f], Transformed([0, 0, 5, 1000], [double.NaN], number));
    }

    [Fact]
    public void Large_numbers_are_centred_before_they_lose_their_last_digits()
    {
        using var scope = NewDisposeScope();
        double[] seconds = [1_700_000_000, 1_700_000_001, 1_700_000_002];
        var config = new FeaturesConfig { Defaults = new() { Number = new() { Scale = NumberScale.Standard } } };
        var plan = new SomeTable().Number("time", seconds).Fit(config);

        var result = Alone(new TableTransform(plan), tensor(seconds).unsqueeze(1));

        Assert.Equal(-Math.Sqrt(1.5), result[0, 0].ToSingle(), 1e-6);
        Assert.Equal(0, result[1, 0].ToSingle());
    }

    [Fact]
    public void Encodings_stand_between_numbers_and_indicators_and_are_standardised_over_the_train_rows()
    {
        using var scope = NewDisposeScope();
        var table = new SomeTable().Category("plain", "u", "v", "u", "v", "u").Number("x", 1, 2, 3, double.NaN, 5)
            .Category("town", "a", "b", "a", null, "c");
        var plan = table.Fit(new()
        {
            Defaults = new() { Category = new() { RareBelow = 1 } },
            Columns = new Dictionary<string, ColumnFeatureConfig>
            {
                ["town"] = new() { Encodings = [new OrdinalEncodingConfig(), new FrequencyEncodingConfig()] },
            },
        });
        using var transform = new TableTransform(plan);
        using var rows = table.Rows();
        var raw = new ColumnEncoder(plan).Encode(rows);

        var result = transform.call(raw.Numbers, raw.Codes);

        Assert.Equal([5L, 4], result.shape);
        Assert.Equal([0f, 0, 0, 1, 0], result.select(1, 3).contiguous().data<float>());
        foreach (var column in new[] { 1, 2 })
        {
            var numbers = result.select(1, column);
            Assert.Equal(0, numbers.mean().ToSingle(), 1e-6f);
            Assert.Equal(1, numbers.square().mean().ToSingle(), 1e-6f);
            Assert.Equal(numbers[0].ToSingle(), numbers[2].ToSingle());
        }
        Assert.Equal(raw.Codes.select(1, 0).contiguous().data<long>(), transform.Codes(raw.Numbers, raw.Codes).flatten().contiguous().data<long>());
    }

    [Fact]
    public void Without_numbers_the_result_has_no_columns()
    {
        using var scope = NewDisposeScope();
        var transform = new TableTransform(new([], [new("c", ["a"])], []));

        Assert.Equal([3L, 0], Alone(transform, zeros(3, 0, ScalarType.Float64)).shape);
    }

    [Fact]
    public void Everything_fitted_is_a_buffer_with_a_name_that_reads_well()
    {
        var (transform, _) = Fitted();
        using (transform)
        {
            Assert.Empty(transform.parameters());
            Assert.Equal(
            [
                "fill.fill", "indicated", "scale.affine.columns", "scale.affine.scale.centre", "scale.affine.scale.scale", "scale.places",
                "scale.quantile.columns", "scale.quantile.scale.level.edges", "scale.quantile.scale.level.highest",
                "scale.quantile.scale.level.lowest", "scale.quantile.scale.level.middles", "scale.quantile.scale.level.slopes",
                "scale.quantile.scale.level.starts",
            ], transform.state_dict().Keys.Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void The_plan_and_its_result_do_not_depend_on_the_culture(string culture)
    {
        using var scope = NewDisposeScope();
        var before = CultureInfo.CurrentCulture;
        var (transform, raw) = Fitted();
        var (json, bytes) = (Table.Fit(Config).ToJson(), Alone(transform, raw).bytes.ToArray());
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            var read = FeaturePlan.FromJson(Table.Fit(Config).ToJson());

            Assert.Equal(json, read.ToJson());
            Assert.Equal(bytes, Alone(new TableTransform(read), raw).bytes.ToArray());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static Tensor Alone(TableTransform transform, Tensor numbers) =>
        transform.forward(numbers, zeros(numbers.shape[0], 0, ScalarType.Int64));

    private static float[] Transformed(double[] train, double[] values, NumberFeatureConfig number)
    {
        using var scope = NewDisposeScope();
        var plan = new SomeTable().Number("x", train).Fit(new() { Defaults = new() { Number = number } });
        using var transform = new TableTransform(plan);
        return [.. Alone(transform, tensor(values).unsqueeze(1)).contiguous().data<float>()];
    }

    private static (TableTransform Transform, Tensor Raw) Fitted()
    {
        var plan = Table.Fit(Config);
        using var rows = Table.Rows();
        return (new(plan), new ColumnEncoder(plan).Encode(rows).Numbers);
    }
}
