using System.Text;
using CsCheck;

namespace DeepPipe.Encoders.Tests;

public sealed class TextCodecTests
{
    [Theory]
    [InlineData(TokeniserKind.Character)]
    [InlineData(TokeniserKind.Byte)]
    [InlineData(TokeniserKind.BytePair)]
    public void Decoding_gives_the_text_back(TokeniserKind kind) => Gen.Select(Texts.Any, Texts.Any.Array[0, 8]).Sample((text, others) =>
    {
        var codec = Texts.Fit(new(kind, 1) { LeastCount = 1 }, [text, .. others]).OpenCodec();
        Assert.Equal(text, codec.RoundTrip(text));
        Assert.All(codec.Encode(text), code => Assert.InRange(code, Codes.First, codec.Size - 1));
    }, iter: 300);

    [Theory]
    [InlineData(TokeniserKind.Byte)]
    [InlineData(TokeniserKind.BytePair)]
    public void Bytes_know_every_text(TokeniserKind kind)
    {
        var codec = Texts.Fit(new(kind, 1), "low lower lowest", "low lower").OpenCodec();
        Texts.Any.Sample(text => Assert.Equal(text, codec.RoundTrip(text)), iter: 300);
    }

    [Fact]
    public void A_text_whose_codes_come_one_by_one_is_never_broken_within_a_character() => Texts.Any.Sample(text =>
    {
        var codec = new TokenEncoding(new ByteTokeniser(), 1).OpenCodec();
        var decoder = codec.Decoder();
        var parts = codec.Encode(text).Select(decoder.Next).ToList();
        Assert.All(parts, part => Assert.True(part.Length == 0 || part.EnumerateRunes().Count() == 1));
        Assert.Equal(text, string.Concat(parts) + decoder.Finish());
    }, iter: 300);

    [Fact]
    public void Bytes_that_are_missing_are_told_when_the_text_ends()
    {
        var decoder = new TokenEncoding(new ByteTokeniser(), 1).OpenCodec().Decoder();
        Assert.Equal(["", "", "€", ""], new[] { 0xE2, 0x82, 0xAC, 0xE2 }.Select(one => decoder.Next(Codes.First + one)));
        Assert.Equal("\uFFFD", decoder.Finish());
        Assert.Equal("a", decoder.Next(Codes.First + 'a'));
        Assert.Equal("", decoder.Finish());
    }

    [Fact]
    public void Bytes_that_are_no_text_are_replaced() =>
        Assert.Equal("\uFFFDa", new TokenEncoding(new ByteTokeniser(), 1).OpenCodec().Decode([Codes.First + 0xFF, Codes.First + 'a']));

    [Fact]
    public void Padding_is_nothing_and_what_is_unseen_is_U_FFFD()
    {
        var codec = new TokenEncoding(new CharacterTokeniser("a😀"), 1).OpenCodec();
        Assert.Equal([3, Codes.Unseen, 2], codec.Encode("😀ba"));
        Assert.Equal("😀\uFFFDa", codec.Decode([3, Codes.Padding, Codes.Unseen, 2, Codes.Padding]));
    }

    [Fact]
    public void Words_are_runs_of_letters_marks_and_numbers_and_every_other_sign_is_by_itself()
    {
        var words = new[] { "Can", "'", "t", "3", ".", "5", "€", "e\u0301t", "漢字", "😀", "—", "_", "½" };
        var codec = new TokenEncoding(new WordTokeniser(words), 1).OpenCodec();
        Assert.Equal(Enumerable.Range(Codes.First, words.Length), codec.Encode("Can't\t3.5€ e\u0301t 漢字\u200D😀\n—_\0½ "));
        Assert.Equal("Can ' t \uFFFD", codec.Decode(codec.Encode("Can't stop")));
    }

    [Fact]
    public void A_lone_surrogate_is_U_FFFD()
    {
        var codec = new TokenEncoding(new ByteTokeniser(), 1).OpenCodec();
        Assert.Equal("a\uFFFDb", codec.RoundTrip("a\uD83Db"));
    }

    [Fact]
    public void A_code_that_there_is_not_is_refused()
    {
        var decoder = new TokenEncoding(new CharacterTokeniser("ab"), 1).OpenCodec().Decoder();
        Assert.StartsWith("There are 4 codes.", Assert.Throws<ArgumentOutOfRangeException>(() => decoder.Next(4)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => decoder.Next(-1));
    }

    [Fact]
    public void The_codes_of_bytes_are_the_bytes_behind_the_first() =>
        Assert.Equal(Encoding.UTF8.GetBytes("aé😀").Select(one => one + Codes.First), new TokenEncoding(new ByteTokeniser(), 1).OpenCodec().Encode("aé😀"));
}

internal static class CodecRoundTrip
{
    public static string RoundTrip(this TextCodec codec, string text) => codec.Decode(codec.Encode(text));
}
