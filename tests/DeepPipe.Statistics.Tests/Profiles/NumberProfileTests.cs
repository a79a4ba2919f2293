using CsCheck;

namespace DeepPipe.Statistics.Tests.Profiles;

public sealed class NumberProfileTests
{
    private static readonly Gen<double> Number = Gen.Double[-1e6, 1e6];
    private static readonly Gen<double[]> Numbers = Number.Array[0, 3000];

    public sealed record Case(
        string Name, double?[] Values, double Mean, double StandardDeviation, double[] Fractions, double[] Quantiles);

    public static TheoryData<string> Names => [.. Fixture.Read<Case>("profiles.json").Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Mean_deviation_and_quantiles_are_those_of_numpy(string name)
    {
        var expected = Fixture.Read<Case>("profiles.json").Single(one => one.Name == name);
        var profile = Of([.. expected.Values.Select(value => value ?? double.NaN)]);

        Assert.Equal(expected.Values.Count(value => value is null), profile.Missing);
        AssertClose(expected.Mean, profile.Mean);
        AssertClose(expected.StandardDeviation, profile.StandardDeviation);
        Assert.Equal(expected.Quantiles, profile.Quantiles(expected.Fractions));
    }

    [Fact]
    public void How_rows_are_batched_does_not_change_a_bit() =>
        Gen.Select(Numbers, Gen.Int[1, 2000]).Sample((values, size) =>
        {
            var whole = Of(values);
            var batched = new NumberProfile();
            foreach (var batch in values.Chunk(size))
                batched.Observe(batch);
            AssertSame(whole, batched);
        }, iter: 100);

    [Fact]
    public void Reading_changes_nothing() =>
        Numbers.Sample(values =>
        {
            var read = new NumberProfile();
            foreach (var batch in values.Chunk(700))
            {
                read.Observe(batch);
                _ = (read.Mean, read.StandardDeviation, read.Quantiles([0.5]), read.DistinctAtMost(9));
            }
            AssertSame(Of(values), read);
        }, iter: 30);

    [Fact]
    public void Merging_parts_is_observing_the_whole() =>
        Gen.Select(Numbers, Numbers).Sample((first, second) =>
        {
            var merged = Of(first);
            merged.Merge(Of(second));
            var whole = Of([.. first, .. second]);

            Assert.Equal(whole.Count, merged.Count);
            AssertClose(whole.Mean, merged.Mean, whole.StandardDeviation);
            AssertClose(whole.StandardDeviation, merged.StandardDeviation);
            Assert.Equal(whole.Minimum, merged.Minimum);
            Assert.Equal(whole.Quantiles(NumberSummary.Fractions), merged.Quantiles(NumberSummary.Fractions));
            Assert.Equal(whole.DistinctAtMost(1000), merged.DistinctAtMost(1000));
        }, iter: 100);

    [Fact]
    public void Gaps_change_nothing_but_their_count() =>
        Gen.Select(Number, Gen.Bool).Array[0, 3000].Sample(cells =>
        {
            var profile = Of([.. cells.Select(cell => cell.Item2 ? double.NaN : cell.Item1)]);
            AssertSame(Of([.. cells.Where(cell => !cell.Item2).Select(cell => cell.Item1)]), profile);
            Assert.Equal(cells.Count(cell => cell.Item2), profile.Missing);
        }, iter: 50);

    [Fact]
    public void Quantiles_rise_from_the_minimum_to_the_maximum() =>
        Numbers.Where(values => values.Length > 0).Sample(values =>
        {
            var profile = Of(values);
            var quantiles = profile.Quantiles(NumberSummary.Fractions);
            Assert.Equal(quantiles.Order(), quantiles);
            Assert.Equal((values.Min(), values.Max()), (quantiles[0], quantiles[^1]));
            Assert.Equal((values.Min(), values.Max()), (profile.Minimum, profile.Maximum));
        }, iter: 50);

    [Fact]
    public void Quantiles_are_exact_up_to_the_limit()
    {
        var values = Shuffled(NumberProfile.ExactLimit);
        var profile = Of(values);
        Assert.Equal(0, profile.RankError);
        Assert.Equal([0, 0.5 * (values.Length - 1), values.Length - 1], profile.Quantiles([0, 0.5, 1]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Above_the_limit_ranks_are_off_by_no_more_than_the_stated_error(int partCount)
    {
        const int rowCount = 1_000_000;
        var values = Shuffled(rowCount);
        var profile = new NumberProfile();
        foreach (var part in values.Chunk(rowCount / partCount))
            profile.Merge(Of(part));

        Assert.Equal(rowCount, profile.Count);
        Assert.InRange(profile.RankError, 1e-9, 0.0006);
        AssertRanksWithin(profile, rowCount);
        Assert.Equal((rowCount - 1) / 2.0, profile.Mean, 1e-6);
    }

    [Fact]
    public void Sorted_values_are_sketched_as_well_as_shuffled_ones()
    {
        const int rowCount = 500_000;
        AssertRanksWithin(Of([.. Enumerable.Range(0, rowCount).Select(value => (double)value)]), rowCount);
    }

    [Fact]
    public void Merging_small_parts_into_a_sketch_and_a_sketch_into_small_parts_keep_the_error()
    {
        const int rowCount = 300_000;
        var values = Shuffled(rowCount);
        var (many, few) = (Of(values[1000..]), Of(values[..1000]));
        few.Merge(many);
        AssertRanksWithin(few, rowCount);
        many.Merge(Of(values[..1000]));
        AssertRanksWithin(many, rowCount);
    }

    [Fact]
    public void The_same_values_give_the_same_sketch()
    {
        var values = Shuffled(300_000);
        AssertSame(Of(values), Of(values));
    }

    [Theory]
    [InlineData(1000, 7)]
    [InlineData(400_000, 7)]
    [InlineData(400_000, 1024)]
    public void Distinct_values_are_counted_up_to_the_limit(int rowCount, int distinctCount)
    {
        var profile = Of([.. Enumerable.Range(0, rowCount).Select(row => (double)(row % distinctCount))]);
        Assert.Equal(Math.Min(rowCount, distinctCount), profile.DistinctAtMost(NumberProfile.DistinctLimit));
        Assert.Equal(3, profile.DistinctAtMost(3));
    }

    [Fact]
    public void Many_distinct_values_are_as_many_as_the_limit()
    {
        var profile = Of(Shuffled(200_000));
        profile.Merge(Of(Shuffled(150_000)));
        Assert.Equal(NumberProfile.DistinctLimit, profile.DistinctAtMost(NumberProfile.DistinctLimit));
    }

    [Fact]
    public void Distinct_values_of_merged_sketches_are_counted_together()
    {
        var profile = Of([.. Enumerable.Range(0, 200_000).Select(row => (double)(row % 3))]);
        profile.Merge(Of([.. Enumerable.Range(0, 200_000).Select(row => (double)(row % 5))]));
        Assert.Equal(5, profile.DistinctAtMost(100));
    }

    [Theory]
    [InlineData(0.1, 5)]
    [InlineData(1e9 + 0.1, 200_000)]
    public void The_deviation_of_a_constant_is_zero(double value, int rowCount)
    {
        var profile = Of([.. Enumerable.Repeat(value, rowCount)]);
        Assert.Equal(0, profile.StandardDeviation);
        Assert.Equal(value, profile.Mean);
        Assert.Equal(1, profile.DistinctAtMost(2));
    }

    [Fact]
    public void Without_values_all_is_NaN()
    {
        var profile = Of([double.NaN, double.NaN]);
        Assert.Equal((0, 2), (profile.Count, profile.Missing));
        Assert.All([profile.Mean, profile.StandardDeviation, profile.Minimum, profile.Maximum, .. profile.Quantiles([0, 0.5])],
            value => Assert.Equal(double.NaN, value));
        Assert.Equal(0, profile.DistinctAtMost(1));
    }

    [Theory]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void Infinity_is_refused(double infinity, string found)
    {
        var profile = new NumberProfile();
        var failure = Assert.Throws<ArgumentException>(() => profile.Observe([1, double.NaN, infinity]));
        Assert.Equal($"Value 2 is {found}. Allowed: finite numbers, and NaN for missing ones. (Parameter 'values')", failure.Message);
        Assert.Equal((0, 0), (profile.Count, profile.Missing));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_fraction_outside_0_to_1_is_refused(double fraction)
    {
        var failure = Assert.Throws<ArgumentOutOfRangeException>(() => Of([1]).Quantiles([fraction]));
        Assert.StartsWith("A quantile's fraction is from 0 to 1.", failure.Message, StringComparison.Ordinal);
    }

    private static NumberProfile Of(double[] values)
    {
        var profile = new NumberProfile();
        profile.Observe(values);
        return profile;
    }

    // 0 .. count-1 in an order without structure.
    private static double[] Shuffled(int count)
    {
        double[] values = [.. Enumerable.Range(0, count).Select(value => (double)value)];
        new Random(7).Shuffle(values);
        return values;
    }

    // In 0 .. count-1 each value is its own rank.
    private static void AssertRanksWithin(NumberProfile profile, int rowCount)
    {
        var quantiles = profile.Quantiles(NumberSummary.Fractions);
        for (var index = 0; index < quantiles.Length; index++)
        {
            var rank = NumberSummary.Fractions[index] * (rowCount - 1);
            Assert.InRange(Math.Abs(quantiles[index] - rank), 0, profile.RankError * rowCount + 1);
        }
    }

    private static void AssertSame(NumberProfile expected, NumberProfile actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.Equal(expected.Mean, actual.Mean);
        Assert.Equal(expected.StandardDeviation, actual.StandardDeviation);
        Assert.Equal(expected.Quantiles(NumberSummary.Fractions), actual.Quantiles(NumberSummary.Fractions));
        Assert.Equal(expected.DistinctAtMost(1000), actual.DistinctAtMost(1000));
    }

    /// <param name="scale">The size of the values, against which a mean near nought is rounded.</param>
    private static void AssertClose(double expected, double actual, double scale = 1) =>
        Assert.True(
            expected.Equals(actual) || Math.Abs(expected - actual) <= 1e-12 * Math.Max(Math.Max(1, scale), Math.Abs(expected)),
            $"{actual:R} is not {expected:R}.");
}
