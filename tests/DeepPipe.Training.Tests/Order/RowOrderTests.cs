using CsCheck;
using TorchSharp;

namespace DeepPipe.Training.Tests;

public sealed class RowOrderTests
{
    [Fact]
    public void An_order_is_a_permutation() =>
        Gen.Select(Gen.Int[0, 500], Gen.ULong, Gen.Int[1, 1000]).Sample((rowCount, seed, epoch) =>
            Assert.Equal(Enumerable.Range(0, rowCount), Order(rowCount, seed, epoch).Order()));

    [Fact]
    public void An_order_depends_on_seed_and_epoch_alone()
    {
        using var one = torch.manual_seed(1);
        var first = Order(100, 7, 3);
        using var two = torch.manual_seed(2);
        using var draw = torch.rand(10);
        Assert.Equal(first, Order(100, 7, 3));
        Assert.NotEqual(first, Order(100, 7, 4));
        Assert.NotEqual(first, Order(100, 8, 3));
    }

    [Fact]
    public void An_order_is_the_same_on_every_machine_and_in_every_version() =>
        Assert.Equal([0, 6, 8, 9, 5, 4, 3, 2, 1, 7], Order(10, 7, 1));

    [Fact]
    public void Every_row_is_as_likely_at_every_place()
    {
        const int rowCount = 6, epochs = 12_000;
        var counts = new int[rowCount, rowCount];
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            var order = Order(rowCount, 7, epoch);
            for (var place = 0; place < rowCount; place++)
                counts[place, order[place]]++;
        }
        // 2000 expected, deviation 41; five deviations either way.
        Assert.All(counts.Cast<int>(), count => Assert.InRange(count, 1795, 2205));
    }

    [Fact]
    public void Seeds_of_steps_are_distinct() =>
        Assert.Distinct(
            from seed in Enumerable.Range(0, 5)
            from epoch in Enumerable.Range(1, 40)
            from step in Enumerable.Range(0, 40)
            select StepSeed.Of((ulong)seed, epoch, step));

    private static int[] Order(int rowCount, ulong seed, int epoch)
    {
        var order = new int[rowCount];
        RowOrder.Fill(order, seed, epoch);
        return order;
    }
}
