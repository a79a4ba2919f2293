using Apache.Arrow;
using DeepPipe.Configuration;
using DeepPipe.Encoders;
using DeepPipe.Statistics;

namespace DeepPipe.Features.Tests;

public sealed class TextFitTests
{
    private static readonly InputColumn Question = new("question", ColumnType.Text);

    [Fact]
    public void A_column_s_own_options_stand_before_the_defaults()
    {
        var config = new FeaturesConfig
        {
            Defaults = new() { Text = new() { Tokens = TokeniserKind.Byte } },
            Columns = new Dictionary<string, ColumnFeatureConfig> { ["question"] = new() { Text = new() { LowerCase = true, Cut = TextCut.Start, Length = 2 } } },
        };
        var own = Assert.IsType<TokenEncoding>(Fit(config, "What is it", "what is she").Blocks.Single().Encoding);
        Assert.Equal(["is", "what"], Words(own));
        Assert.Equal((2, true, TextCut.Start), (own.Length, own.LowerCase, own.Cut));
        var byDefault = Assert.IsType<TokenEncoding>(Fit(config with { Columns = new Dictionary<string, ColumnFeatureConfig>() }, "ä", null).Blocks.Single().Encoding);
        Assert.IsType<ByteTokeniser>(byDefault.Tokeniser);
        Assert.Equal((2, 258), (byDefault.Length, byDefault.Size));
    }

    [Fact]
    public void The_length_is_128_where_a_text_is_longer_and_20000_tokens_have_a_code()
    {
        var encoding = Assert.IsType<TokenEncoding>(Fit(new(), string.Concat(Enumerable.Repeat("a ", 200)), "b").Blocks.Single().Encoding);
        Assert.Equal(128, encoding.Length);
        Assert.Equal(["a"], Words(encoding));
        Assert.Equal(20000, new TextFeatureConfig().Vocabulary);
    }

    [Fact]
    public void Other_rows_than_those_that_train_are_not_looked_at()
    {
        var fit = new BlockFit(new(), [Question], "rows");
        fit.Observe(Rows("a a", "b b"), [true, false]);
        Assert.Equal(["a"], Words(fit.Complete(new([], [], [])).Blocks.Single().Encoding));
    }

    [Theory]
    [InlineData("one two", "none of its tokens is found 2 times in the train rows (rare_below)")]
    [InlineData(null, "it is missing in all train rows")]
    public void A_column_without_tokens_is_dropped_with_its_reason(string? text, string reason)
    {
        var failure = Assert.Throws<FeatureException>(() => Fit(new(), text));
        Assert.EndsWith($"\n  {new DroppedColumn("question", reason)}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fitted_plan_reads_back_from_json()
    {
        var json = Fit(new() { Defaults = new() { Text = new() { Tokens = TokeniserKind.BytePair } } }, "the other", "the mother").ToJson();
        Assert.Equal(json, FeaturePlan.FromJson(json).ToJson());
        Assert.Contains("\"type\":\"byte_pair\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Byte_pairs_need_room_for_the_bytes() => Assert.Equal(
        [new Problem("vocabulary", 255, "at least 256 for byte pairs")],
        new TextFeatureConfig { Tokens = TokeniserKind.BytePair, Vocabulary = 255 }.Problems());

    [Fact]
    public void Options_of_texts_and_images_on_another_column_are_problems()
    {
        var config = new FeaturesConfig
        {
            Columns = new Dictionary<string, ColumnFeatureConfig> { ["question"] = new() { Image = new() }, ["photo"] = new() { Text = new() } },
        };
        Assert.Equal(
            [
                ("features.columns.question.image", "only for images; this column is a text"),
                ("features.columns.photo.text", "only for texts; this column is an image"),
            ],
            FeatureProblems.Of(config, [Question, new("photo", ColumnType.Image)]).Select(problem => (problem.Key, problem.Allowed)));
    }

    private static IReadOnlyList<string> Words(CellEncoding encoding) =>
        Assert.IsType<WordTokeniser>(Assert.IsType<TokenEncoding>(encoding).Tokeniser).Words;

    private static FeaturePlan Fit(FeaturesConfig config, params string?[] texts)
    {
        var fit = new BlockFit(config, [Question], "rows");
        fit.Observe(Rows(texts), [.. texts.Select(_ => true)]);
        return fit.Complete(new([], [], []));
    }

    private static RecordBatch Rows(params string?[] texts)
    {
        var builder = new StringArray.Builder();
        foreach (var text in texts)
            builder.Append(text);
        return new RecordBatch.Builder().Append("question", true, builder.Build()).Build();
    }
}
