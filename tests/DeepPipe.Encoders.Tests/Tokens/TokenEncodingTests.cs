using System.Text.Json;
using CsCheck;

namespace DeepPipe.Encoders.Tests;

public sealed class TokenEncodingTests
{
    private static readonly TokenEncoding Letters = new(new CharacterTokeniser("abc"), 3);

    [Fact]
    public void Codes_stand_in_front_and_padding_behind()
    {
        Assert.Equal([2, 3, 4, 4, 0, 0, 0, 0, 0, 1, 2, 0], Letters.Encode(Texts.Column("abca", "c", null, "?a"), 0, 4));
        Assert.Equal(5, Letters.Size);
    }

    [Fact]
    public void The_beginning_is_cut_where_that_is_asked_for() =>
        Assert.Equal([3, 4, 2, 4, 0, 0], (Letters with { Cut = TextCut.Start }).Encode(Texts.Column("abca", "c"), 0, 2));

    [Fact]
    public void Lower_case_is_no_cultures() =>
        Assert.Equal("title é ı", (new TokenEncoding(new ByteTokeniser(), 1) { LowerCase = true }).OpenCodec().RoundTrip("TITLE É ı"));

    [Fact]
    public void Blocks_are_the_codes_cut_and_padded() => Gen.Select(AnyKind, Texts.Any.Array[1, 5], Gen.Int[1, 9], Gen.Bool, Gen.Bool)
        .Sample((kind, texts, length, cutsBeginning, lowerCase) =>
        {
            var encoding = Texts.Fit(new(kind, length) { LowerCase = lowerCase, LeastCount = 1, Cut = cutsBeginning ? TextCut.Start : TextCut.End }, texts);
            var codec = encoding.OpenCodec();
            var expected = texts.SelectMany(text =>
            {
                var codes = codec.Encode(text);
                var kept = cutsBeginning ? codes.TakeLast(length) : codes.Take(length);
                return kept.Concat(Enumerable.Repeat(Codes.Padding, length)).Take(length);
            });
            Assert.Equal(expected, encoding.Encode(Texts.Column(texts), 0, texts.Length).Select(code => (int)code));
        }, iter: 300);

    [Fact]
    public void A_slice_encodes_as_the_whole_does_and_json_brings_back_the_same() => Gen.Select(AnyKind, Texts.Any.Array[2, 6])
        .Sample((kind, texts) =>
        {
            CellEncoding encoding = Texts.Fit(new(kind, 7) { LeastCount = 2 }, texts) with { Cut = TextCut.Start };
            var whole = encoding.Encode(Texts.Column(texts), 0, texts.Length);
            var read = JsonSerializer.Deserialize<CellEncoding>(JsonSerializer.Serialize(encoding))!;
            Assert.Equal(whole[7..], read.Encode(Texts.Column(texts), 1, texts.Length - 1));
            Assert.Equal(JsonSerializer.Serialize(encoding), JsonSerializer.Serialize(read));
        }, iter: 200);

    [Fact]
    public void Many_threads_encode_as_one_does()
    {
        var texts = Enumerable.Range(0, 400).Select(index => $"the {index} cats, {index * 7919 % 997} dogs and the 😀{index % 13}'s").ToArray();
        foreach (var kind in Enum.GetValues<TokeniserKind>())
        {
            var encoding = Texts.Fit(new(kind, 12) { LargestSize = 400 }, texts);
            var whole = encoding.Encode(Texts.Column(texts), 0, texts.Length);
            var encoder = encoding.OpenCodec();
            var codes = texts.AsParallel().AsOrdered().WithDegreeOfParallelism(8)
                .Select(text => encoder.Encode(text).Concat(Enumerable.Repeat(0, 12)).Take(12)).SelectMany(all => all);
            Assert.Equal(whole.Select(code => (int)code), codes);
        }
    }

    [Fact]
    public void The_type_and_the_words_of_the_json_are_these() => Assert.Equal(
        """{"type":"tokens","Tokeniser":{"type":"word","Words":["a"]},"Length":3,"LowerCase":true,"Cut":"start"}""",
        JsonSerializer.Serialize<CellEncoding>(new TokenEncoding(new WordTokeniser(["a"]), 3) { LowerCase = true, Cut = TextCut.Start }));

    [Fact]
    public void What_does_not_hold_is_refused()
    {
        Assert.Equal("the length is 0", (Letters with { Length = 0 }).Problem());
        Assert.Equal("a character stands in the vocabulary twice", new TokenEncoding(new CharacterTokeniser("aba"), 1).Problem());
        Assert.Equal("a word stands in the vocabulary twice", new TokenEncoding(new WordTokeniser(["a", "a"]), 1).Problem());
        Assert.Null(new TokenEncoding(new ByteTokeniser(), 1).Problem());
        var failure = Assert.Throws<InvalidOperationException>(() => (Letters with { Length = 0 }).OpenCodec());
        Assert.Equal("The encoding does not hold: the length is 0.", failure.Message);
        Assert.Throws<InvalidOperationException>(() => (Letters with { Length = 0 }).Open());
    }

    private static Gen<TokeniserKind> AnyKind => Gen.Enum<TokeniserKind>();
}
