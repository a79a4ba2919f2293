using CsCheck;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Training.Tests;

public sealed class RowChancesTests
{
    [Fact]
    public void Rows_come_as_often_as_their_chances_say_and_those_without_never() =>
        Gen.Select(Gen.Int[0, 5].Array[1, 8].Where(chances => chances.Sum() > 0), Gen.ULong).Sample(
            (chances, seed) =>
            {
                var order = new int[20_000];
                new RowChances([.. chances.Select(chance => (double)chance)]).Draw(order, seed, epoch: 1);

                // Six standard deviations of a share.
                Assert.All(chances.Index(), row =>
                {
                    var expected = (double)row.Item / chances.Sum();
                    var share = order.Count(drawn => drawn == row.Index) / 20_000.0;
                    Assert.InRange(Math.Abs(share - expected), 0, 6 * Math.Sqrt(expected * (1 - expected) / 20_000));
                });
            },
            iter: 50);

    [Fact]
    public void An_epoch_is_drawn_again_alike_and_another_differs()
    {
        var chances = new RowChances([1, 2, 3, 4]);
        int[] Draw(ulong seed, int epoch)
        {
            var order = new int[100];
            chances.Draw(order, seed, epoch);
            return order;
        }

        Assert.Equal(Draw(1, 2), Draw(1, 2));
        Assert.NotEqual(Draw(1, 2), Draw(1, 3));
        Assert.NotEqual(Draw(1, 2), Draw(2, 2));
    }

    [Fact]
    public void Balanced_classes_come_equally_often()
    {
        using var scope = NewDisposeScope();
        using var part = new PreparedPart(zeros(1000, 1), zeros([1000, 0], ScalarType.Int64), arange(1000, ScalarType.Int64).lt(50).to(ScalarType.Int64));
        using var batches = new ShuffledBatches(part, new BatchPlan(1000, 100, dropLast: false), seed: 7, Sampling.Balanced);
        batches.Shuffle(1);

        var rare = Enumerable.Range(0, 10).Sum(step => batches.Take(step).Targets.sum().ToInt64());
        Assert.InRange(rare, 400, 600);
    }

    [Fact]
    public void Rows_that_are_drawn_by_their_weights_count_the_same()
    {
        using var scope = NewDisposeScope();
        using var part = new PreparedPart(arange(4, ScalarType.Float32).unsqueeze(1), zeros([4, 0], ScalarType.Int64), zeros(4, ScalarType.Int64))
        {
            Weights = tensor(new[] { 0f, 0, 0, 4 }),
        };
        using var drawn = new ShuffledBatches(part, new BatchPlan(4, 4, dropLast: false), seed: 7, Sampling.Weighted);
        using var shuffled = new ShuffledBatches(part, new BatchPlan(4, 4, dropLast: false), seed: 7);
        drawn.Shuffle(1);
        shuffled.Shuffle(1);

        Assert.Null(drawn.Take(0).Weights);
        Assert.Equal([3f, 3, 3, 3], drawn.Take(0).Features.Numbers.data<float>());
        var batch = shuffled.Take(0);
        Assert.True(batch.Weights!.eq(batch.Features.Numbers.squeeze(1).eq(3) * 4).all().ToBoolean());
    }
}
