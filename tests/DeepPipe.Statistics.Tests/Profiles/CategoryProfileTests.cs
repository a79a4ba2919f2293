using CsCheck;

namespace DeepPipe.Statistics.Tests.Profiles;

public sealed class CategoryProfileTests
{
    private static readonly Gen<string?[]> Texts = Gen.OneOf(new[] { "a", "b", "B", "ä", "10", "1", "", null }.Select(text => Gen.Const(text)).ToArray()).Array[0, 200];

    [Fact]
    public void Counts_are_those_of_grouping() =>
        Texts.Sample(texts =>
        {
            var profile = Of(texts);
            var expected = texts.Where(text => !string.IsNullOrEmpty(text)).GroupBy(text => text!)
                .Select(group => KeyValuePair.Create(group.Key, (long)group.Count()))
                .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal);
            Assert.Equal(expected, profile.Values);
            Assert.Equal(texts.Count(string.IsNullOrEmpty), profile.Missing);
            Assert.Equal(texts.Length, profile.Count + profile.Missing);
            Assert.Equal(0, profile.CountError);
        });

    [Fact]
    public void Merging_parts_is_observing_the_whole() =>
        Gen.Select(Texts, Texts).Sample((first, second) =>
        {
            var merged = Of(first);
            _ = merged.Values;
            merged.Merge(Of(second));
            AssertSame(Of([.. first, .. second]), merged);
        });

    [Fact]
    public void A_span_and_a_count_are_the_same_as_single_strings() =>
        Texts.Sample(texts =>
        {
            var (spans, counts) = (new CategoryProfile(), new CategoryProfile());
            foreach (var text in texts)
                spans.Observe(text.AsSpan());
            foreach (var group in texts.GroupBy(text => text ?? ""))
                counts.Observe(group.Key, group.Count());
            AssertSame(Of(texts), spans);
            AssertSame(Of(texts), counts);
        });

    [Fact]
    public void A_count_of_zero_adds_no_value()
    {
        var profile = new CategoryProfile();
        profile.Observe("a", 0);
        Assert.Empty(profile.Values);
    }

    [Fact]
    public void A_negative_count_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CategoryProfile().Observe("a", -1));

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Above_the_limit_frequent_values_stay_within_the_stated_error(int partCount)
    {
        // Every third row is one of ten frequent values, the others are all different.
        string[] texts = [.. Enumerable.Range(0, 300_000).Select(row => row % 3 == 0 ? $"frequent {row % 10}" : $"rare {row}")];
        var profile = new CategoryProfile();
        foreach (var part in texts.Chunk(texts.Length / partCount))
            profile.Merge(Of(part));

        Assert.Equal(texts.Length, profile.Count);
        Assert.InRange(profile.CountError, 1, texts.Length / CategoryProfile.KeptLimit);
        Assert.InRange(profile.Values.Count, 10, CategoryProfile.ExactLimit);
        Assert.All(profile.Values.Take(10), pair =>
        {
            Assert.StartsWith("frequent", pair.Key, StringComparison.Ordinal);
            Assert.InRange(pair.Value, 10_000 - profile.CountError, 10_000);
        });
    }

    private static CategoryProfile Of(IEnumerable<string?> texts)
    {
        var profile = new CategoryProfile();
        foreach (var text in texts)
            profile.Observe(text);
        return profile;
    }

    private static void AssertSame(CategoryProfile expected, CategoryProfile actual)
    {
        Assert.Equal(expected.Values, actual.Values);
        Assert.Equal((expected.Count, expected.Missing), (actual.Count, actual.Missing));
    }
}
