using System.Text.Json;

namespace DeepPipe.Statistics.Tests.Profiles;

public sealed class ProfileDocumentTests
{
    [Fact]
    public void Reading_what_was_written_is_identity()
    {
        var profile = Profile();
        profile.Numbers["age"].Observe([0.1, 1.0 / 3, double.NaN, 1e300]);
        profile.Categories["job"].Observe(">50K \"ä\"", 10);
        profile.Categories["job"].Observe("");

        var written = ProfileDocument.Of(profile);
        var read = ProfileDocument.FromJson(written.ToJson());

        Assert.Equal(11, read.RowCount);
        Assert.Equivalent(written, read, strict: true);
        Assert.Equal(written.Numbers["age"].Quantiles, read.Numbers["age"].Quantiles);
        Assert.Equal(written.ToJson(), read.ToJson());
    }

    [Fact]
    public void A_column_without_values_survives()
    {
        var read = ProfileDocument.FromJson(ProfileDocument.Of(Profile()).ToJson());
        Assert.Equal(double.NaN, read.Numbers["age"].Mean);
        Assert.All(read.Numbers["age"].Quantiles, value => Assert.Equal(double.NaN, value));
    }

    [Fact]
    public void Quantiles_stand_at_every_percent()
    {
        var profile = Profile();
        profile.Numbers["age"].Observe([.. Enumerable.Range(0, 101).Select(value => (double)value)]);
        var quantiles = ProfileDocument.Of(profile).Numbers["age"].Quantiles;
        Assert.Equal(101, quantiles.Count);
        Assert.All(quantiles.Index(), pair => Assert.Equal(pair.Index, pair.Item, 1e-12));
    }

    [Fact]
    public void Rare_values_are_folded_and_not_named()
    {
        var profile = Profile();
        profile.Categories["job"].Observe("clerk", 10);
        profile.Categories["job"].Observe("only mayor of Kleinstadt", 9);

        var document = ProfileDocument.Of(profile, rareBelow: 10);
        Assert.Equal([new CategoryCount("clerk", 10)], document.Categories["job"].Values);
        Assert.Equal(9, document.Categories["job"].Other);
        Assert.DoesNotContain("Kleinstadt", document.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void At_most_a_thousand_values_are_told()
    {
        var profile = Profile();
        for (var value = 0; value < 1500; value++)
            profile.Categories["job"].Observe($"job {value}", 100);
        var summary = ProfileDocument.Of(profile).Categories["job"];
        Assert.Equal((1000, 50_000), (summary.Values.Count, summary.Other));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"row_count\": 1, \"numbers\": null, \"categories\": {}}")]
    [InlineData("not json")]
    public void Another_document_is_refused(string json) =>
        Assert.Throws<JsonException>(() => ProfileDocument.FromJson(json));

    private static TableProfile Profile() => new([("age", ColumnType.Number), ("job", ColumnType.Category)]);
}
