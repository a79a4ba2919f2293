using System.Globalization;
using Apache.Arrow;
using DeepPipe.Configuration;
using DeepPipe.Statistics;
using static TorchSharp.torch;

namespace DeepPipe.Features.Tests;

public sealed class DateTimeFeatureTests
{
    private static readonly InputColumn When = new("when", ColumnType.DateTime);

    [Fact]
    public void By_default_elapsed_and_the_cycles_that_vary_are_read()
    {
        var plan = Fit(new(), "2024-01-01", "2024-03-04", "2024-02-05");          // Mondays at midnight

        var feature = Assert.Single(plan.DateTimes);
        Assert.NotNull(feature.Elapsed);
        Assert.Equal([(DateTimePart.Month, DateTimeForm.Cyclic)], feature.Parts.Select(part => (part.Part, part.Form)));
        Assert.Equal((3, 0), (plan.NumberWidth, plan.CategorySizes.Count));
        Assert.Equal([When], plan.Inputs);
        Assert.Equal(plan.ToJson(), FeaturePlan.FromJson(plan.ToJson()).ToJson());
    }

    [Fact]
    public void Elapsed_is_standardised_over_the_train_rows_and_may_count_from_an_instant()
    {
        string[] days = ["2024-01-01", "2024-01-03", "2024-01-05"];
        var config = new DateTimeFeatureConfig { Parts = [DateTimePart.Elapsed] };
        var step = Math.Sqrt(1.5);

        Assert.Equal([(float)-step, 0, (float)step], Numbers(Fit(config, days), days));
        Assert.Equal([0, (float)step, (float)(2 * step)], Numbers(Fit(config with { Since = "2024-01-01" }, days), days));
    }

    [Fact]
    public void A_cycle_is_the_sine_and_cosine_of_the_part_s_place_in_it()
    {
        var config = new DateTimeFeatureConfig { Parts = [DateTimePart.Month, DateTimePart.Hour] };

        var numbers = Numbers(Fit(config, "2024-01-01T00:00", "2024-04-01T18:00", "2024-07-01T12:00"), "2024-04-30T18:59");

        Assert.Equal([1f, -1, 0, 0], numbers.Select(number => MathF.Round(number, 6)));
    }

    [Fact]
    public void A_number_is_standardised_and_a_year_has_no_cycle()
    {
        var plan = Fit(new() { Parts = [DateTimePart.Year, DateTimePart.WeekDay] }, "2020-01-01", "2022-01-01", "2024-01-01");

        Assert.Equal([DateTimeForm.Number, DateTimeForm.Cyclic], plan.DateTimes[0].Parts.Select(part => part.Form));
        Assert.Equal(-Math.Sqrt(1.5), Numbers(plan, "2020-05-05")[0], 1e-6);
    }

    [Fact]
    public void Codes_run_from_the_lowest_to_the_highest_of_the_train_rows_and_others_are_unseen()
    {
        using var scope = NewDisposeScope();
        var config = new DateTimeFeatureConfig { Parts = [DateTimePart.Month, DateTimePart.Year], Form = DateTimeForm.Code };
        var plan = Fit(config, "2023-05-01", "2024-08-01", null);

        var transform = new TableTransform(plan);
        var raw = new ColumnEncoder(plan).Encode(Rows("2023-05-31", "2024-08-31", "2022-04-30", "2025-09-01", null));

        Assert.Equal((0, false), (plan.NumberWidth, plan.DateTimes[0].HasIndicator));
        Assert.Equal([6, 4], plan.CategorySizes);
        Assert.Equal([2L, 2, 5, 3, 1, 1, 1, 1, 0, 0], transform.Codes(raw.Numbers, raw.Codes).data<long>().ToArray());
        Assert.Equal([5L, 0], transform.call(raw.Numbers, raw.Codes).shape);
    }

    [Fact]
    public void A_gap_is_0_throughout_and_has_an_indicator_where_the_train_rows_have_gaps()
    {
        var config = new DateTimeFeatureConfig { Parts = [DateTimePart.Elapsed, DateTimePart.Month] };

        Assert.Equal([0f, 0, 0, 1], Numbers(Fit(config, "2023-05-01", "2024-08-01", null), (string?)null));
        Assert.Equal([0f, 0, 0], Numbers(Fit(config, "2023-05-01", "2024-08-01"), (string?)null));
    }

    [Fact]
    public void Instants_stand_behind_numbers_and_their_parts_behind_all_else()
    {
        using var scope = NewDisposeScope();
        var table = new SomeTable().Number("x", 1, double.NaN, 3).Category("c", "a", "b", "b");
        var config = new FeaturesConfig
        {
            Defaults = new()
            {
                Category = new() { RareBelow = 1, Encodings = [new FrequencyEncodingConfig()] },
                Datetime = new() { Parts = [DateTimePart.Year] },
            },
        };
        var fit = new BlockFit(config, [When], "rows");
        fit.Observe(Rows("2023-01-01", "2024-01-01", "2025-01-01"), [true, true, true]);
        var plan = fit.Complete(table.Fit(config));
        var rows = table.Rows();
        var raw = new ColumnEncoder(plan).Encode(new RecordBatch(
            new Schema([Rows("2023-01-01").Schema.FieldsList[0], .. rows.Schema.FieldsList], null),
            [Rows("2025-01-01", "2024-01-01", "2023-01-01").Column(0), .. rows.Arrays], 3));

        var result = new TableTransform(plan).call(raw.Numbers, raw.Codes);

        Assert.Equal(["x", "when", "c"], plan.Inputs.Select(input => input.Name));
        Assert.Equal([3L, 4], result.shape);
        Assert.Equal([0f, 1, 0], result.select(1, 2).contiguous().data<float>().ToArray());
        Assert.Equal([1.2247449f, 0, -1.2247449f], result.select(1, 3).contiguous().data<float>().ToArray());
    }

    [Theory]
    [InlineData("it is missing in all train rows", null, null)]
    [InlineData("it is the same instant in all train rows that have it", "2024-01-01", null)]
    [InlineData("none of its parts varies in the train rows", "2024-01-01", "2024-01-02")]
    public void A_column_that_tells_nothing_is_dropped_with_its_reason(string reason, string? first, string? second)
    {
        var failure = Assert.Throws<FeatureException>(() => Fit(new() { Parts = [DateTimePart.Year, DateTimePart.Hour] }, first, second));
        Assert.EndsWith($"\n  {new DroppedColumn("when", reason)}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_wrong_with_the_options_is_said()
    {
        var config = new DateTimeFeatureConfig { Parts = [DateTimePart.Hour, DateTimePart.Hour], Since = "01.02.2020" };
        Assert.Equal(
            ["parts.1 is \"hour\". Allowed: each part once.",
                "since is \"01.02.2020\". Allowed: a day or instant of ISO 8601 in UTC: 2020-01-31, 2020-01-31T12:00."],
            config.Problems().Select(problem => problem.ToString()));
        Assert.Equal("parts is an empty list. Allowed: at least one part.", Assert.Single(new DateTimeFeatureConfig { Parts = [] }.Problems()).ToString());
        Assert.Empty(new DateTimeFeatureConfig { Since = "2020-01-31T12:00" }.Problems());
    }

    [Fact]
    public void Options_of_datetimes_on_another_column_are_problems()
    {
        var config = new FeaturesConfig { Columns = new Dictionary<string, ColumnFeatureConfig> { ["x"] = new() { Datetime = new() } } };
        Assert.Equal(
            "features.columns.x.datetime is datetime. Allowed: only for datetimes; this column is a number.",
            Assert.Single(FeatureProblems.Of(config, [new("x", ColumnType.Number)])).ToString());
    }

    private static FeaturePlan Fit(DateTimeFeatureConfig config, params string?[] instants)
    {
        var fit = new BlockFit(new() { Defaults = new() { Datetime = config } }, [When], "rows");
        fit.Observe(Rows(instants), [.. instants.Select(_ => true)]);
        return fit.Complete(new([], [], []));
    }

    private static float[] Numbers(FeaturePlan plan, params string?[] instants)
    {
        using var scope = NewDisposeScope();
        var raw = new ColumnEncoder(plan).Encode(Rows(instants));
        return [.. new TableTransform(plan).call(raw.Numbers, raw.Codes).flatten().data<float>()];
    }

    private static RecordBatch Rows(params string?[] instants)
    {
        var cells = instants.Select(text => text is null
            ? double.NaN
            : (DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) - DateTimeOffset.UnixEpoch).Ticks / 10);
        return new RecordBatch.Builder().Append("when", true, new DoubleArray.Builder().AppendRange(cells).Build()).Build();
    }
}
