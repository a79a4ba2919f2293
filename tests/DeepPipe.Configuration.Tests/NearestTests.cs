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

    [Theory]
    [InlineData("a", "b")]
    [InlineData("a", "ab")]
    [InlineData("ab", "ac")]
    public void Half_of_a_word_is_not_near(string found, string word) => Assert.Null(Nearest.Word(found, [word]));

    [Fact]
    public void Letter_case_is_free_in_the_shortest_word() => Assert.Equal("a", Nearest.Word("A", ["a"]));

    [Fact]
    public void One_edit_away_is_near_from_two_letters_on() =>
        Gen.Select(Gen.String[Gen.Char['a', 'z'], 2, 8], Gen.Char['a', 'z'], Gen.Int[0, 8]).Sample((word, letter, at) =>
            Assert.Equal(word, Nearest.Word(word.Insert(Math.Min(at, word.Length), $"{letter}"), [word])));

    [Fact]
    public void The_hint_is_a_sentence() => Assert.Equal("Did you mean \"sgd\"?", Nearest.Hint("sdg", ["adamw", "sgd"]));
}
