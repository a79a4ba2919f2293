using CsCheck;

namespace DeepPipe.Configuration.Tests;

public sealed class NearestTests
{
    [Theory]
    [InlineData("adamv", "adamw")]
    [InlineData("AdamW", "adamw")]
    [InlineData("sdg", "sgd")]
    [InlineData("lio", "lion")]
    [InlineData("nothing", null)]
    [InlineData("", null)]
    public void The_word_with_the_fewest_edits_is_the_nearest(string found, string? nearest) =>
        Assert.Equal(nearest, Nearest.Word(found, ["adamw", "sgd", "lion"]));

    [Fact]
    public void One_edit_away_is_always_near() =>
        Gen.Select(Gen.String[Gen.Char['a', 'z'], 1, 8], Gen.Char['a', 'z'], Gen.Int[0, 8]).Sample((word, letter, at) =>
            Assert.Equal(word, Nearest.Word(word.Insert(Math.Min(at, word.Length), $"{letter}"), [word])));

    [Fact]
    public void The_hint_is_a_sentence() => Assert.Equal("Did you mean \"sgd\"?", Nearest.Hint("sdg", ["adamw", "sgd"]));
}
