using DeepPipe.Configuration;

namespace DeepPipe.Features.Tests;

public sealed class CategoryEncodingTests
{
    private static SomeTable Sizes =>
        new SomeTable().Category("size", "small", "large", "large", null, "middle", "large", "middle", "odd");

    [Fact]
    public void A_frequency_is_the_share_of_the_train_rows_that_have_the_code()
    {
        var size = Fit(Sizes, rareBelow: 2, new CodeEncodingConfig(), new FrequencyEncodingConfig());

        Assert.Equal(["large", "middle"], size.Vocabulary);
        Assert.True(size.HasCode);
        var frequency = Assert.Single(size.Encodings);
        Assert.Equal([1 / 8.0, 2 / 8.0, 3 / 8.0, 2 / 8.0], frequency.Values);          // missing, rare, large, middle
        Assert.Equal((1 + 2 * 2 + 3 * 3 + 2 * 2) / 64.0, frequency.Centre, 1e-15);
    }

    [Fact]
    public void Places_go_by_the_declared_order_or_else_by_the_texts_and_what_has_none_takes_the_mean()
    {
        string[] order = ["small", "medium", "middle", "large", "odd"];
        var declared = Fit(Sizes, rareBelow: 1, new OrdinalEncodingConfig { Order = order });
        var ordinal = Fit(Sizes, rareBelow: 2, new OrdinalEncodingConfig());

        Assert.False(declared.HasCode);
        Assert.Equal(["large", "middle", "odd", "small"], declared.Vocabulary);
        var mean = (3 * 3 + 2 * 2 + 4 + 0) / 7.0;
        Assert.Equal([mean, mean, 3, 2, 4, 0], declared.Encodings[0].Values);
        Assert.Equal([0.4, 0.4, 0, 1], ordinal.Encodings[0].Values);
        Assert.Equal(0, ordinal.Encodings[0].Scaled.First());
    }

    [Fact]
    public void A_value_without_a_place_in_the_order_is_an_error()
    {
        var error = Assert.Throws<FeatureException>(
            () => Fit(Sizes, rareBelow: 2, new OrdinalEncodingConfig { Order = ["small", "large"] }));

        Assert.Equal("Column \"size\": its value \"middle\" has no place in the order of its encoding ordinal. "
            + "Add it to features.columns.size.encodings, or raise rare_below.", error.Message);
    }

    [Fact]
    public void An_encoding_that_tells_nothing_is_an_error()
    {
        var error = Assert.Throws<FeatureException>(
            () => Fit(new SomeTable().Category("coin", "head", "tail"), rareBelow: 1, new FrequencyEncodingConfig()));

        Assert.Equal("Column \"coin\": its encoding frequency is the same number in all train rows, which tells nothing. "
            + "Take it out of features.columns.coin.encodings.", error.Message);
    }

    [Fact]
    public void A_category_without_its_code_is_no_code_for_the_network_and_its_numbers_are_before_the_indicators()
    {
        var plan = Sizes.Number("x", 1, 2, 3, 4, 5, 6, 7, double.NaN).Category("other", "a", "b", "a", "b", "a", "b", "a", "b").Fit(new()
        {
            Defaults = new() { Category = new() { RareBelow = 1 } },
            Columns = new Dictionary<string, ColumnFeatureConfig>
            {
                ["size"] = new() { Encodings = [new OrdinalEncodingConfig(), new FrequencyEncodingConfig()] },
            },
        });

        Assert.Equal(2, plan.Categories.Count);
        Assert.Equal([4], plan.CategorySizes);
        Assert.Equal(4, plan.NumberWidth);
        Assert.Equal(plan.ToJson(), FeaturePlan.FromJson(plan.ToJson()).ToJson());
    }

    [Fact]
    public void A_list_without_encodings_or_with_one_twice_is_a_problem()
    {
        Assert.Equal("encodings is an empty list. Allowed: a list of code, frequency, ordinal, target, each once at most.",
            Assert.Single(new CategoryFeatureConfig { Encodings = [] }.Problems()).ToString());
        Assert.Equal("encodings is a list with an encoding twice. Allowed: a list of code, frequency, ordinal, target, each once at most.",
            Assert.Single(new ColumnFeatureConfig { Encodings = [new TargetEncodingConfig(), new TargetEncodingConfig { Smooth = 1 }] }
                .Problems()).ToString());
        Assert.Empty(new ColumnFeatureConfig().Problems());
    }

    [Fact]
    public void Encodings_of_a_number_are_a_problem()
    {
        var config = new FeaturesConfig
        {
            Columns = new Dictionary<string, ColumnFeatureConfig> { ["x"] = new() { Encodings = [new CodeEncodingConfig()] } },
        };

        var error = Assert.Throws<ConfigException>(() => new SomeTable().Number("x", 1, 2).Fit(config));

        Assert.Equal("features.columns.x.encodings is a list. Allowed: only for categories; this column is a number.",
            Assert.Single(error.Problems).ToString());
    }

    private static CategoryFeature Fit(SomeTable table, int rareBelow, params CategoryEncodingConfig[] encodings) =>
        table.Fit(new() { Defaults = new() { Category = new() { RareBelow = rareBelow, Encodings = encodings } } }).Categories[0];
}
