using CsCheck;

namespace DeepPipe.Inference.Tests;

public sealed class TokenDrawTests
{
    private static readonly float[] Logits = [99, 99, 0, MathF.Log(2), MathF.Log(5), -20];

    [Fact]
    public void Padding_and_unseen_items_are_never_drawn() => Gen.ULong.Sample(seed =>
        Assert.InRange(new TokenDraw(new() { Seed = seed }).Next(Logits), 2, 5));

    [Fact]
    public void Shares_are_those_of_the_softmax_by_the_temperature()
    {
        Assert.Equal(2.0 / 8, Share(new(), 3), 0.03);
        Assert.Equal(4.0 / (1 + 4 + 25), Share(new() { Temperature = 0.5 }, 3), 0.03);
    }

    [Fact]
    public void A_temperature_of_0_takes_the_likeliest() => Gen.ULong.Sample(seed =>
        Assert.Equal(4, new TokenDraw(new() { Temperature = 0, Seed = seed }).Next(Logits)));

    [Fact]
    public void Few_of_the_likeliest_are_drawn_from_where_that_is_asked_for()
    {
        Assert.Equal([3, 4], Drawn(new() { TopK = 2 }));
        Assert.Equal([4], Drawn(new() { TopP = 0.6 }));            // 5/8 reaches it
        Assert.Equal([3, 4], Drawn(new() { TopP = 0.63 }));
    }

    [Fact]
    public void The_same_seed_draws_the_same() => Gen.ULong.Sample(seed =>
    {
        var (one, other) = (new TokenDraw(new() { Seed = seed }), new TokenDraw(new() { Seed = seed }));
        for (var step = 0; step < 5; step++)
            Assert.Equal(one.Next(Logits), other.Next(Logits));
    });

    [Theory]
    [InlineData("tokens: at least 1", 0, 1.0, null, null)]
    [InlineData("temperature: at least 0", 1, -0.1, null, null)]
    [InlineData("temperature: at least 0", 1, double.NaN, null, null)]
    [InlineData("top-k: at least 1", 1, 1.0, 0, null)]
    [InlineData("top-p: greater than 0 and at most 1", 1, 1.0, null, 0.0)]
    [InlineData(null, 1, 0.0, 1, 1.0)]
    public void What_does_not_hold_is_told(string? problem, int tokens, double temperature, int? topK, double? topP) =>
        Assert.Equal(problem, new GenerationOptions { Tokens = tokens, Temperature = temperature, TopK = topK, TopP = topP }.Problem());

    private static double Share(GenerationOptions options, int code)
    {
        var draw = new TokenDraw(options);
        return Enumerable.Range(0, 4000).Count(_ => draw.Next(Logits) == code) / 4000.0;
    }

    private static IEnumerable<int> Drawn(GenerationOptions options)
    {
        var draw = new TokenDraw(options);
        return Enumerable.Range(0, 500).Select(_ => draw.Next(Logits)).Distinct().Order();
    }
}
