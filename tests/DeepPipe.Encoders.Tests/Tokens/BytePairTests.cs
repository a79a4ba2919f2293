using System.Text;
using System.Text.Json;
using CsCheck;
using Microsoft.ML.Tokenizers;

namespace DeepPipe.Encoders.Tests;

public sealed class BytePairTests
{
    private static readonly string[] Lines =
        ["low low low low low lower lower newest newest newest newest newest newest widest widest widest", "It's 2026: the naïve café's 漢字 😀😀!"];

    [Fact]
    public void Merges_are_those_of_the_most_frequent_pairs()
    {
        // 9 times e s and s t, then 7 times l o and o w, then 6 times e w, n e and w est: of equals that whose first token is older.
        var tokeniser = Fit([.. Times(5, "low"), .. Times(2, "lower"), .. Times(6, "newest"), .. Times(3, "widest")], 6);
        Assert.Equal(["e s", "es t", "l o", "lo w", "e w", "n ew"], tokeniser.Merges);
        Assert.Equal("est", tokeniser.Tokens[257]);
    }

    [Fact]
    public void Joining_gives_the_codes_of_plain_byte_pair_encoding() => Gen.Select(Texts.Any.Array[1, 6], Texts.Any, Gen.Int[0, 60]).Sample((texts, text, count) =>
    {
        var tokeniser = Fit([.. texts, .. texts], count);
        Assert.Equal(Plain(tokeniser, text), new TokenEncoding(tokeniser, 1).OpenCodec().Encode(text));
    }, iter: 300);

    [Fact]
    public void Its_files_give_the_same_codes_here_and_in_another_tokeniser() => Texts.Any.Array[2, 6].Sample(texts =>
    {
        var tokeniser = Fit(Lines.Concat(texts), 80);
        var (vocabulary, merges) = Files(tokeniser);
        var codec = new TokenEncoding(BytePairTokeniser.Read(new MemoryStream(vocabulary), new MemoryStream(merges)), 1).OpenCodec();
        var other = BpeTokenizer.Create(new BpeOptions(JsonSerializer.Deserialize<Dictionary<string, int>>(vocabulary)!)
        {
            Merges = tokeniser.Merges,
            ByteLevel = true,
            PreTokenizer = new RegexPreTokenizer(BytePairPieces.Pattern(), null),
        });
        foreach (var text in texts.Concat(Lines).Where(text => text.Length > 0))
            Assert.Equal(other.EncodeToIds(text).Select(id => id + Codes.First), codec.Encode(text));
    }, iter: 100);

    [Fact]
    public void Pieces_leave_nothing_out_and_break_no_character() => Texts.Any.Sample(text =>
    {
        var end = 0;
        foreach (var piece in BytePairPieces.Of(text))
        {
            Assert.Equal(end, piece.Index);
            Assert.False(char.IsLowSurrogate(text[piece.Index]));
            end += piece.Length;
        }
        Assert.Equal(text.Length, end);
    }, iter: 500);

    [Fact]
    public void A_pair_must_be_frequent_enough()
    {
        var merges = ((BytePairTokeniser)Texts.Fit(new(TokeniserKind.BytePair, 1) { LeastCount = 4 }, "abab", "ab cd", "ab cd").Tokeniser).Merges;
        Assert.Equal(["a b"], merges);
    }

    [Fact]
    public void What_does_not_hold_is_refused()
    {
        var whole = Fit([], 0);
        Assert.Null(whole.Problem());
        Assert.Equal("a token stands in the vocabulary twice", (whole with { Tokens = [.. whole.Tokens, "a"] }).Problem());
        Assert.Equal("no token stands for the byte 0x00", (whole with { Tokens = [.. whole.Tokens.Skip(1)] }).Problem());
        Assert.Equal("the token \"a b\" is not written in the characters that stand for bytes", (whole with { Tokens = [.. whole.Tokens, "a b"] }).Problem());
        Assert.Equal("the merge \"a b\" is not two tokens with a blank between them, which together are a token", (whole with { Merges = ["a b"] }).Problem());
    }

    [Theory]
    [InlineData("[]", "", "Line 1 of the vocabulary: this is no JSON object from tokens to whole numbers.")]
    [InlineData("{\"a\": 0, \"b\": 2}", "", "The vocabulary has 2 tokens, whose numbers must be 0 to 1; that of \"b\" is 2, which is not among them.")]
    [InlineData("{\"a\": 0, \"b\": 0}", "", "The vocabulary has 2 tokens, whose numbers must be 0 to 1; that of \"b\" is 0, as that of \"a\".")]
    [InlineData("{\"a\": 0}", "", "The vocabulary does not hold: no token stands for the byte 0x00.")]
    public void Files_that_are_none_are_refused(string vocabulary, string merges, string message)
    {
        var failure = Assert.Throws<InvalidDataException>(() => BytePairTokeniser.Read(
            new MemoryStream(Encoding.UTF8.GetBytes(vocabulary)), new MemoryStream(Encoding.UTF8.GetBytes(merges))));
        Assert.Equal(message, failure.Message);
    }

    [Fact]
    public void The_letters_of_bytes_are_GPT_2s()
    {
        Assert.Equal("Ġ Ċ a ÿ Ń", string.Join(' ', new byte[] { (byte)' ', (byte)'\n', (byte)'a', 0xFF, 0xAD }.Select(ByteLetters.Of)));
        Assert.Equal(256, Enumerable.Range(0, 256).Select(one => ByteLetters.Of((byte)one)).Distinct().Count());
    }

    private static BytePairTokeniser Fit(IEnumerable<string> texts, int mergeCount) =>
        (BytePairTokeniser)Texts.Fit(new(TokeniserKind.BytePair, 1) { LeastCount = 1, LargestSize = Codes.First + 256 + mergeCount }, texts).Tokeniser;

    private static IEnumerable<string> Times(int count, string word) => Enumerable.Repeat(word, count);

    /// <summary>The definition: again and again the pair that comes first among the merges.</summary>
    private static List<int> Plain(BytePairTokeniser tokeniser, string text)
    {
        var codes = new List<int>();
        var tokens = tokeniser.Tokens.ToList();
        var merges = tokeniser.Merges.ToList();
        foreach (var piece in BytePairPieces.Pattern().Matches(text).Select(match => match.Value))
        {
            var symbols = Encoding.UTF8.GetBytes(piece).Select(ByteLetters.Of).ToList();
            for (; ; )
            {
                var ranks = symbols.Zip(symbols.Skip(1), (left, right) => merges.IndexOf($"{left} {right}")).ToList();
                if (ranks.All(rank => rank < 0))
                    break;
                var place = ranks.IndexOf(ranks.Where(rank => rank >= 0).Min());
                symbols[place] += symbols[place + 1];
                symbols.RemoveAt(place + 1);
            }
            codes.AddRange(symbols.Select(symbol => Codes.First + tokens.IndexOf(symbol)));
        }
        return codes;
    }

    private static (byte[] Vocabulary, byte[] Merges) Files(BytePairTokeniser tokeniser) => (
        JsonSerializer.SerializeToUtf8Bytes(tokeniser.Tokens.Index().ToDictionary(one => one.Item, one => one.Index)),
        Encoding.UTF8.GetBytes("#version: 0.2\n" + string.Join('\n', tokeniser.Merges) + "\n"));
}
