using CsCheck;
using static TorchSharp.torch;

namespace DeepPipe.Features.Tests;

public sealed class ScaleColumnsTests
{
    private const string FarFromZero = "far_from_zero";

    public static TheoryData<string, NumberScale> Cases
    {
        get
        {
            var cases = new TheoryData<string, NumberScale>();
            foreach (var column in SklearnFixture.Columns.Keys)
            {
                foreach (var scale in Enum.GetValues<NumberScale>())
                {
                    if (column != FarFromZero || scale is not (NumberScale.Log or NumberScale.Power))
                        cases.Add(column, scale);
                }
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_scale_gives_what_scikit_learn_gives(string column, NumberScale scale)
    {
        var fixture = SklearnFixture.Columns[column];
        var found = Scale(fixture.Train, fixture.Values, scale);
        var expected = fixture.Expected(scale);

        // scikit-learn's min-max scaler multiplies before it subtracts, and so loses the digits that all values share.
        var lost = (Math.BitIncrement(1.0) - 1) * fixture.Train.Max(Math.Abs) / (fixture.Train.Max() - fixture.Train.Min());
        // The search for a power ends where the likelihood no longer differs in its digits.
        var relative = scale == NumberScale.Power ? 1e-5 : 1e-9;
        for (var index = 0; index < expected.Length; index++)
            Assert.Equal(expected[index], found[index], relative * Math.Max(1, Math.Abs(expected[index])) + lost);
    }

    [Fact]
    public void Standardised_train_values_have_mean_0_and_deviation_1() =>
        Gen.Double[-1e6, 1e6].Array[5, 100].Where(values => values.Distinct().Count() > 1).Sample(values =>
        {
            var scaled = Scale(values, values, NumberScale.Standard);

            Assert.Equal(0, scaled.Average(), 1e-9);
            Assert.Equal(1, Math.Sqrt(scaled.Average(value => value * value)), 1e-9);
        }, iter: 200, threads: 1);

    [Fact]
    public void Min_max_puts_the_train_values_between_0_and_1() =>
        Gen.Double[-1e6, 1e6].Array[2, 100].Where(values => values.Distinct().Count() > 1).Sample(values =>
        {
            var scaled = Scale(values, values, NumberScale.MinMax);

            Assert.Equal((0.0, 1.0), (scaled.Min(), scaled.Max()));
        }, iter: 200, threads: 1);

    [Fact]
    public void A_logarithm_that_does_not_tell_the_train_values_apart_is_an_error()
    {
        var error = Assert.Throws<FeatureException>(() => Fitted(SklearnFixture.Columns[FarFromZero].Train, NumberScale.Log));

        Assert.Equal("Column \"x\": its train rows lie so close together, and so far from 0, that the scale log does not tell them apart. "
            + "Set features.columns.x.scale to quantile or standard.", error.Message);
    }

    [Fact]
    public void A_quartile_distance_of_0_is_an_error()
    {
        var error = Assert.Throws<FeatureException>(() => Fitted([0, 0, 0, 0, 1], NumberScale.Robust));

        Assert.Equal("Column \"x\": its distance between quartiles in the train rows is 0, which is no scale. "
            + "Set features.columns.x.scale to quantile, or put the column into features.drop.", error.Message);
    }

    [Theory]
    [InlineData(NumberScale.Log)]
    [InlineData(NumberScale.Power)]
    public void Logarithms_and_powers_keep_the_order_and_standardise_the_train_values(NumberScale scale) =>
        Gen.Select(Gen.Double[-8, 8], Gen.Bool).Select((size, negative) => negative ? -Math.Exp(size) : Math.Exp(size)).Array[5, 100]
            .Where(values => values.Distinct().Count() > 4)
            .Sample(values =>
            {
                Array.Sort(values);
                var scaled = Scale(values, values, scale);

                Assert.All(scaled.Zip(scaled.Skip(1)), pair => Assert.True(pair.First <= pair.Second));
                Assert.Equal(0, scaled.Average(), 1e-6);
                Assert.Equal(1, Math.Sqrt(scaled.Average(value => value * value)), 1e-6);
            }, iter: 100, threads: 1);

    [Fact]
    public void Turning_a_column_round_turns_its_power_round() =>
        Gen.Double[-100, 100].Array[10, 60].Where(values => values.Distinct().Count() > 4).Sample(values =>
        {
            var power = (PowerScaling)Fitted(values, NumberScale.Power);
            var turned = (PowerScaling)Fitted(Times(values, -1), NumberScale.Power);

            Assert.Equal(power.Positive, turned.Negative, 1e-4);
            Assert.Equal(2, power.Positive + power.Negative, 1e-12);
        }, iter: 50, threads: 1);

    [Fact]
    public void A_power_of_a_sketched_column_is_near_that_of_all_its_values()
    {
        var few = Enumerable.Range(1, 60_000).Select(row => Math.Pow(row / 60_000.0, 4) * 50).ToArray();
        double[] many = [.. few, .. few, .. few];

        var (exact, sketched) = ((PowerScaling)Fitted(few, NumberScale.Power), (PowerScaling)Fitted(many, NumberScale.Power));

        Assert.Equal(exact.Positive, sketched.Positive, 2e-3);
        Assert.Equal(exact.Scale, sketched.Scale, 2e-3);
    }

    [Fact]
    public void Quantiles_never_turn_two_values_round() =>
        Gen.Select(Gen.Int[-20, 20].Array[5, 400], Gen.Double[-25, 25].Array[2, 60])
            .Where((train, _) => train.Distinct().Count() > 1)
            .Sample((train, values) =>
            {
                Array.Sort(values);
                var scaled = Scale([.. train.Select(value => (double)value)], values, NumberScale.Quantile);

                Assert.All(scaled.Zip(scaled.Skip(1)), pair => Assert.True(pair.First <= pair.Second + 1e-12));
                Assert.All(scaled, value => Assert.InRange(value, -5.2, 5.2));
            }, iter: 200, threads: 1);

    [Fact]
    public void The_unit_of_a_column_makes_no_difference_to_its_quantiles()
    {
        var fixture = SklearnFixture.Columns["skewed"];
        var tiny = Scale(Times(fixture.Train, 1e-12), Times(fixture.Values, 1e-12), NumberScale.Quantile);
        var plain = Scale(fixture.Train, fixture.Values, NumberScale.Quantile);

        Assert.All(tiny.Zip(plain), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
    }

    [Fact]
    public void Columns_of_several_scales_keep_their_places()
    {
        var fixtures = new[] { "skewed", "few_integers", "tied_at_both_ends", "seven_rows", "skewed", "two_values" };
        NumberScale[] scales =
            [NumberScale.Quantile, NumberScale.Standard, NumberScale.QuantileUniform, NumberScale.MinMax, NumberScale.Log, NumberScale.Quantile];
        var columns = fixtures.Select(name => SklearnFixture.Columns[name]).ToArray();
        using var module = new ScaleColumns([.. columns.Zip(scales, (column, scale) => Fitted(column.Train, scale))]);
        using var input = stack(columns.Select(column => tensor(column.Values[..10])), 1);

        using var scaled = module.forward(input);

        for (var column = 0; column < columns.Length; column++)
        {
            var expected = columns[column].Expected(scales[column])[..10];
            var found = scaled.select(1, column).contiguous().data<double>();
            Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        }
    }

    private static double[] Scale(double[] train, double[] values, NumberScale scale)
    {
        using var scope = NewDisposeScope();
        using var module = new ScaleColumns([Fitted(train, scale)]);
        return [.. module.forward(tensor(values).unsqueeze(1)).contiguous().data<double>()];
    }

    private static NumberScaling Fitted(double[] train, NumberScale scale)
    {
        var config = new FeaturesConfig { Defaults = new() { Number = new() { Scale = scale } } };
        return new SomeTable().Number("x", train).Fit(config).Numbers[0].Scaling;
    }

    private static double[] Times(double[] values, double factor) => [.. values.Select(value => value * factor)];
}
