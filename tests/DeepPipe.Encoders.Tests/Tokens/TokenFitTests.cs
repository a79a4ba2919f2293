using System.Text.Json;
using CsCheck;

namespace DeepPipe.Encoders.Tests;

public sealed class TokenFitTests
{
    [Fact]
    public void The_most_frequent_come_first_and_then_the_ordinally_first()
    {
        var encoding = Texts.Fit(new(TokeniserKind.Word, 4) { LeastCount = 2 }, "b a b", "a B B c");
        Assert.Equal(["B", "a", "b"], ((WordTokeniser)encoding.Tokeniser).Words);
        Assert.Equal("b a", string.Join(' ', ((WordTokeniser)Texts.Fit(
            new(TokeniserKind.Word, 4) { LowerCase = true, LargestSize = 4, LeastCount = 1 }, "b a b", "a B B c").Tokeniser).Words));
        Assert.Equal("ba", ((CharacterTokeniser)Texts.Fit(new(TokeniserKind.Character, 1) { LargestSize = 4 }, "abb", "cab").Tokeniser).Characters);
    }

    [Fact]
    public void The_order_of_the_texts_changes_nothing() => Gen.Select(Gen.Enum<TokeniserKind>(), Texts.Any.Array[1, 9], Gen.Int)
        .Sample((kind, texts, seed) =>
        {
            var shuffled = texts.ToArray();
            new Random(seed).Shuffle(shuffled);
            var options = new TokenFitOptions(kind, 3) { LeastCount = 1, LargestSize = 300 };
            Assert.Equal(Json(Texts.Fit(options, texts)), Json(Texts.Fit(options, shuffled)));
        }, iter: 200);

    [Fact]
    public void No_more_codes_are_given_than_are_allowed() => Gen.Select(Gen.Enum<TokeniserKind>(), Texts.Any.Array[1, 9], Gen.Int[258, 280])
        .Sample((kind, texts, size) => Assert.InRange(Texts.Fit(new(kind, 3) { LeastCount = 1, LargestSize = size }, texts).Size, 2, size), iter: 200);

    [Fact]
    public void It_says_how_many_texts_there_were_and_how_long_the_longest_is()
    {
        foreach (var (kind, longest) in new[] { (TokeniserKind.Word, 3), (TokeniserKind.Character, 7), (TokeniserKind.Byte, 10), (TokeniserKind.BytePair, 10) })
        {
            var fit = new TokenFit(new(kind, 2));
            fit.Observe("short");
            fit.Observe("long, 😀");
            Assert.Equal((2, longest), (fit.TextCount, fit.Longest));
        }
    }

    [Fact]
    public void Options_that_do_not_hold_are_refused()
    {
        var options = new TokenFitOptions(TokeniserKind.BytePair, 2);
        Assert.Equal("the length is 0", (options with { Length = 0 }).Problem());
        Assert.Equal("the least count is 0", (options with { LeastCount = 0 }).Problem());
        Assert.Equal("the largest size is 257, less than 258", (options with { LargestSize = 257 }).Problem());
        Assert.Equal("the largest size is 2, less than 3", (options with { Kind = TokeniserKind.Word, LargestSize = 2 }).Problem());
        Assert.StartsWith("The options do not hold: the length is 0.", Assert.Throws<ArgumentException>(() => new TokenFit(options with { Length = 0 })).Message, StringComparison.Ordinal);
    }

    private static string Json(TokenEncoding encoding) => JsonSerializer.Serialize<CellEncoding>(encoding);
}
