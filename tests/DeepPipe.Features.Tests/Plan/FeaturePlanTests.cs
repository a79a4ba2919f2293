using CsCheck;
using DeepPipe.Configuration;
using DeepPipe.Statistics;

namespace DeepPipe.Features.Tests;

public sealed class FeaturePlanTests
{
    private static readonly FeaturesConfig Unrestricted = new() { Defaults = new() { Category = new() { RareBelow = 1 } } };

    [Fact]
    public void A_plan_read_back_is_the_plan_bit_for_bit() =>
        Gen.Double.Where(double.IsFinite).Array[2, 20].Sample(values =>
        {
            var plan = new FeaturePlan(
                [new("x", ColumnType.Number, values[0], true, new QuantileScaling(values)) { Clip = new(null, values[1]) },
                    new("y", ColumnType.Integer, values[1], false, new AffineScaling(values[0], values[1])),
                    new("z", ColumnType.Number, 0, false, new PowerScaling(values[0], values[1], 0, 1)),
                    new("u", ColumnType.Number, 0, false, new UniformScaling(values))],
                [new("town", ["Zürich", "İzmir", "\"\\", ">50K"])], [new("id", "it says so")]);

            var read = FeaturePlan.FromJson(plan.ToJson());

            Assert.Equal(plan.ToJson(), read.ToJson());
            Assert.Equal(Bits(values), Bits(((QuantileScaling)read.Numbers[0].Scaling).Quantiles));
            Assert.Equal(plan.Numbers[0].Clip, read.Numbers[0].Clip);
            Assert.Equal(plan.Numbers[2], read.Numbers[2]);
            Assert.Equal(Bits([values[0], values[1]]), Bits([read.Numbers[0].Fill, read.Numbers[1].Fill]));
            Assert.Equal(plan.Categories[0].Vocabulary, read.Categories[0].Vocabulary);
        }, iter: 200);

    [Fact]
    public void The_fit_sees_the_profile_of_the_train_rows_and_nothing_else()
    {
        // Rows of another part are in another profile: whatever they hold, there is no way from them to the plan.
        var train = new SomeTable().Number("x", 1, 2, double.NaN, 4).Category("c", "a", "b", null, "a");
        var first = train.Fit(Unrestricted).ToJson();
        _ = new SomeTable().Number("x", 1e9, -1e9).Category("c", "z", "y").Fit(Unrestricted);

        Assert.Equal(first, train.Fit(Unrestricted).ToJson());
    }

    [Fact]
    public void Numbers_keep_the_order_of_the_source_and_indicators_follow()
    {
        var plan = new SomeTable().Number("a", 1, 2, double.NaN).Category("c", "u", "v", "v").Integer("b", 1, 2, 3)
            .Fit(Unrestricted);

        Assert.Equal(["a", "b"], plan.Numbers.Select(number => number.Name));
        Assert.Equal([true, false], plan.Numbers.Select(number => number.HasIndicator));
        Assert.Equal(3, plan.NumberWidth);
        Assert.Equal([4], plan.CategorySizes);
        Assert.Equal(
            [new("a", ColumnType.Number), new("b", ColumnType.Integer), new InputColumn("c", ColumnType.Category)], plan.Inputs);
    }

    [Fact]
    public void A_column_may_differ_from_the_defaults()
    {
        var plan = new SomeTable().Number("a", 0, 2, 10).Number("b", 0, 2, 10).Fit(new()
        {
            Defaults = new() { Number = new() { Scale = NumberScale.Standard } },
            Columns = new Dictionary<string, ColumnFeatureConfig>
            {
                ["b"] = new() { Scale = NumberScale.MinMax, Missing = new MedianFill() },
            },
        });

        Assert.Equal((4.0, new AffineScaling(4, Math.Sqrt(56.0 / 3))), (plan.Numbers[0].Fill, plan.Numbers[0].Scaling));
        Assert.Equal((2.0, new AffineScaling(0, 10)), (plan.Numbers[1].Fill, plan.Numbers[1].Scaling));
    }

    [Fact]
    public void The_vocabulary_goes_by_count_then_ordinally_and_leaves_rare_values_out()
    {
        var plan = new SomeTable().Category("c", "b", "a", "z", "z", "z", "a", "b", "once")
            .Fit(new() { Defaults = new() { Category = new() { RareBelow = 2 } } });

        Assert.Equal(["z", "a", "b"], plan.Categories[0].Vocabulary);
    }

    [Fact]
    public void Dropped_columns_are_no_features_and_no_warning()
    {
        var plan = new SomeTable().Number("x", 1, 2).Number("y", 1, 1).Fit(new() { Drop = ["y"] });

        Assert.Equal(["x"], plan.Numbers.Select(number => number.Name));
        Assert.Empty(plan.Dropped);
    }

    [Fact]
    public void A_column_that_tells_nothing_is_dropped_with_a_warning_by_name()
    {
        var plan = new SomeTable()
            .Number("x", 1, 2, 3)
            .Number("constant", 2.5, double.NaN, 2.5)
            .Number("empty", double.NaN, double.NaN, double.NaN)
            .Category("single", "a", "a", "a")
            .Category("rare", "a", "b", "c")
            .Category("void", null, null, "")
            .Fit();

        Assert.Equal(["x"], plan.Inputs.Select(column => column.Name));
        Assert.Equal(
        [
            "Column \"constant\" is dropped from the features: it is 2.5 in all train rows that have it.",
            "Column \"empty\" is dropped from the features: it is missing in all train rows.",
            "Column \"single\" is dropped from the features: it is \"a\" in all train rows.",
            "Column \"rare\" is dropped from the features: none of its values is found in 10 train rows (rare_below).",
            "Column \"void\" is dropped from the features: it is missing in all train rows.",
        ], plan.Dropped.Select(column => column.ToString()));
    }

    [Fact]
    public void A_column_that_numbers_its_rows_is_dropped_unless_it_is_kept()
    {
        var rowNumbers = Enumerable.Range(0, 150).Select(row => 1000.0 + row * 3).Reverse().ToArray();
        var names = Enumerable.Range(0, 150).Select(row => $"row {row}").ToArray();
        var table = new SomeTable().Integer("id", rowNumbers).Number("measure", rowNumbers).Category("name", names);

        var plan = table.Fit(Unrestricted);
        var kept = table.Fit(Unrestricted with
        {
            Columns = new Dictionary<string, ColumnFeatureConfig>
            {
                ["id"] = new() { Keep = true },
                ["name"] = new() { Keep = true },
            },
        });

        Assert.Equal(
        [
            "Column \"id\" is dropped from the features: it looks like an identifier, counting from 1000 to 1447 without a value "
                + "twice (to keep it: features.columns.id.keep: true).",
            "Column \"name\" is dropped from the features: it looks like an identifier, no value is found twice "
                + "(to keep it: keep: true under features.columns).",
        ], plan.Dropped.Select(column => column.ToString()));
        Assert.Equal(["id", "measure", "name"], kept.Inputs.Select(column => column.Name));
    }

    [Fact]
    public void Integers_that_repeat_or_scatter_are_features()
    {
        var repeating = Enumerable.Range(0, 300).Select(row => (double)(row / 2)).ToArray();
        var scattered = Enumerable.Range(0, 300).Select(row => (double)row * row).ToArray();

        Assert.Empty(new SomeTable().Integer("repeating", repeating).Integer("scattered", scattered).Fit().Dropped);
    }

    [Fact]
    public void Row_numbers_are_known_where_the_profile_is_a_sketch()
    {
        var rowCount = NumberProfile.ExactLimit + 50_000;
        var rowNumbers = Enumerable.Range(1, rowCount).Select(row => (double)row).ToArray();
        var uneven = rowNumbers.Select(row => Math.Floor(row * row / rowCount * 1.5)).ToArray();

        var plan = new SomeTable().Integer("id", rowNumbers).Integer("uneven", uneven).Fit();

        Assert.Equal(["uneven"], plan.Inputs.Select(column => column.Name));
    }

    [Fact]
    public void No_feature_at_all_is_an_error()
    {
        var error = Assert.Throws<FeatureException>(
            () => new SomeTable().Number("x", 1, 1).Number("y", 1, 2).Fit(new() { Drop = ["y"] }));

        Assert.Equal(
            "No feature is left of 2 columns (1 in features.drop, 1 that cannot be features). "
                + "Name at least one column that differs between rows.\n"
                + "  Column \"x\" is dropped from the features: it is 1 in all train rows that have it.", error.Message);
    }

    [Theory]
    [InlineData(1e200, "Infinity")]
    [InlineData(1e-200, "0")]
    public void A_deviation_that_is_no_scale_is_an_error(double value, string deviation)
    {
        var error = Assert.Throws<FeatureException>(() => new SomeTable().Number("x", 0, value)
            .Fit(new() { Defaults = new() { Number = new() { Scale = NumberScale.Standard } } }));

        Assert.Equal($"Column \"x\": its standard deviation in the train rows is {deviation}, which is no scale. "
            + "Set features.columns.x.scale to quantile, or put the column into features.drop.", error.Message);
    }

    [Fact]
    public void A_clip_that_leaves_one_value_is_an_error()
    {
        var error = Assert.Throws<FeatureException>(() => new SomeTable().Number("x", 1, 2, 3)
            .Fit(new() { Defaults = new() { Number = new() { Clip = new ValueClip { Lower = 5 } } } }));

        Assert.Equal("Column \"x\": after its clip it is 5 in all train rows that have it. Widen features.columns.x.clip, or put the column "
            + "into features.drop.", error.Message);
    }

    [Fact]
    public void A_range_that_is_none_is_a_problem()
    {
        Assert.Equal("upper is 0.5. Allowed: greater than lower.",
            Assert.Single(new QuantileClip { Lower = 0.5, Upper = 0.5 }.Problems()).ToString());
        Assert.Equal("upper is 1. Allowed: greater than lower.", Assert.Single(new ValueClip { Lower = 2, Upper = 1 }.Problems()).ToString());
        Assert.Equal("a range without ends", Assert.Single(new ValueClip().Problems()).Found!.ToString());
        Assert.Empty(new ValueClip { Lower = 2 }.Problems());
    }

    [Fact]
    public void Values_too_far_apart_are_an_error()
    {
        var error = Assert.Throws<FeatureException>(() => new SomeTable().Number("x", -1.7e308, 1.7e308).Fit());

        Assert.Equal("Column \"x\": its values reach from -1.7E+308 to 1.7E+308 in the train rows, which is too far apart to "
            + "calculate with. Check the source, or put the column into features.drop.", error.Message);
    }

    [Fact]
    public void Every_name_that_the_table_lacks_and_every_option_of_another_type_is_a_problem()
    {
        var config = new FeaturesConfig
        {
            Drop = ["aeg"],
            Columns = new Dictionary<string, ColumnFeatureConfig>
            {
                ["age"] = new() { RareBelow = 3 },
                ["twon"] = new(),
                ["town"] = new() { Scale = NumberScale.MinMax, Missing = new MedianAndIndicatorFill(), Clip = new QuantileClip(), Bins = new UniformBins() },
            },
        };

        var error = Assert.Throws<ConfigException>(
            () => new SomeTable().Number("age", 1, 2).Category("town", "a", "b").Fit(config));

        Assert.Equal(
        [
            "features.drop.0 is \"aeg\". Allowed: the columns that may be features: age, town. Did you mean \"age\"?",
            "features.columns.age.rare_below is 3. Allowed: only for categories; this column is a number.",
            "features.columns.twon is \"twon\". Allowed: the columns that may be features: age, town. Did you mean \"town\"?",
            "features.columns.town.clip is \"quantiles\". Allowed: only for numbers; this column is a category.",
            "features.columns.town.scale is \"min_max\". Allowed: only for numbers; this column is a category.",
            "features.columns.town.missing is \"median_and_indicator\". Allowed: only for numbers; "
                + "a missing category has a code of its own.",
            "features.columns.town.bins is \"uniform\". Allowed: only for numbers; this column is a category.",
        ], error.Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void A_column_that_is_dropped_has_no_options()
    {
        var config = new FeaturesConfig
        {
            Drop = ["x"],
            Columns = new Dictionary<string, ColumnFeatureConfig> { ["x"] = new() },
        };

        Assert.Equal("columns.x is \"x\". Allowed: a column that features.drop does not name.",
            Assert.Single(config.Problems()).ToString());
    }

    private static IEnumerable<long> Bits(IEnumerable<double> values) => values.Select(BitConverter.DoubleToInt64Bits);
}
