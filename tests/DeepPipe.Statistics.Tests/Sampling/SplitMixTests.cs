using CsCheck;

namespace DeepPipe.Statistics.Tests;

public sealed class SplitMixTests
{
    // The first numbers of seed 1234567 in the authors' own C implementation.
    [Fact]
    public void The_stream_is_that_of_the_paper()
    {
        var random = new SplitMix(1234567);
        Assert.Equal([6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL], [random.Next(), random.Next(), random.Next()]);
    }

    [Fact]
    public void A_number_lies_below_its_bound() =>
        Gen.Select(Gen.ULong, Gen.Long[1, long.MaxValue]).Sample((seed, bound) => new SplitMix(seed).NextBelow(bound) is var drawn && drawn >= 0 && drawn < bound);

    [Fact]
    public void A_fraction_lies_below_1() =>
        Gen.ULong.Sample(seed => new SplitMix(seed).NextFraction() is >= 0 and < 1);

    [Fact]
    public void Every_number_below_a_small_bound_is_drawn_about_as_often()
    {
        var random = new SplitMix(3);
        var counts = new int[7];
        for (var draw = 0; draw < 70_000; draw++)
            counts[random.NextBelow(7)]++;
        Assert.All(counts, count => Assert.InRange(count, 9_500, 10_500));
    }

    [Fact]
    public void A_bound_below_1_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new SplitMix(1).NextBelow(0));
}
