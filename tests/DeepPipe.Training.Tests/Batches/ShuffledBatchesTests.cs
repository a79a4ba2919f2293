using CsCheck;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Training.Tests;

public sealed class ShuffledBatchesTests
{
    [Fact]
    public void An_epoch_takes_every_row_once_with_its_codes_and_target()
    {
        using var scope = NewDisposeScope();
        var rows = arange(103, ScalarType.Int64);
        using var part = new PreparedPart(rows.to(ScalarType.Float32).unsqueeze(1), rows.unsqueeze(1), rows);
        using var batches = new ShuffledBatches(part, new BatchPlan(103, 20, dropLast: false), seed: 7);

        var orders = new List<long[]>();
        for (var epoch = 1; epoch <= 2; epoch++)
        {
            batches.Shuffle(epoch);
            var taken = Enumerable.Range(0, batches.Plan.StepCount).Select(batches.Take).ToList();
            Assert.All(taken, batch => Assert.True(batch.Features.Numbers.squeeze(1).eq(batch.Targets).all().item<bool>()));
            Assert.All(taken, batch => Assert.True(batch.Features.Codes.squeeze(1).eq(batch.Targets).all().item<bool>()));
            orders.Add([.. taken.SelectMany(batch => batch.Targets.data<long>().ToArray())]);
        }
        Assert.All(orders, order => Assert.Equal(Enumerable.Range(0, 103).Select(row => (long)row), order.Order()));
        Assert.NotEqual(orders[0], orders[1]);
    }

    [Fact]
    public void A_step_has_the_same_rows_wherever_an_epoch_is_taken_up() =>
        Gen.Select(Gen.Int[1, 40_000], Gen.Int[64, 9000], Gen.Int[0, 1000], Gen.Bool).Sample((rowCount, batchRows, pick, dropLast) =>
        {
            using var scope = NewDisposeScope();
            var rows = arange(rowCount, ScalarType.Int64);
            using var part = new PreparedPart(rows.to(ScalarType.Float32).unsqueeze(1), rows.unsqueeze(1), rows);
            var plan = new BatchPlan(rowCount, batchRows, dropLast);
            using var whole = new ShuffledBatches(part, plan, seed: 7);
            using var resumed = new ShuffledBatches(part, plan, seed: 7);
            whole.Shuffle(3);
            resumed.Shuffle(3);

            var first = pick % plan.StepCount;
            for (var step = 0; step < first; step++)
                whole.Take(step);
            for (var step = first; step < plan.StepCount; step++)
            {
                Assert.Equal(plan.Of(step).Count, resumed.Take(step).Targets.numel());
                Assert.True(whole.Take(step).Targets.eq(resumed.Take(step).Targets).all().item<bool>());
            }
        }, iter: 30);

    [Fact]
    public void Batches_leave_no_tensor_behind()
    {
        using var part = new PreparedPart(zeros(20_000, 2), zeros([20_000, 1], ScalarType.Int64), zeros(20_000));
        var count = Tensor.TotalCount;
        using (var batches = new ShuffledBatches(part, new BatchPlan(20_000, 256, dropLast: false), seed: 7))
        {
            for (var epoch = 1; epoch <= 2; epoch++)
            {
                batches.Shuffle(epoch);
                for (var step = 0; step < batches.Plan.StepCount; step++)
                    batches.Take(step);
            }
        }
        Assert.InRange(Tensor.TotalCount, 0, count);
    }

    [Fact]
    public void A_part_without_numbers_or_categories_has_batches_of_width_0()
    {
        using var part = new PreparedPart(empty(10, 0), empty([10, 0], ScalarType.Int64), zeros(10));
        using var batches = new ShuffledBatches(part, new BatchPlan(10, 4, dropLast: false), seed: 7);
        batches.Shuffle(1);
        using var scope = NewDisposeScope();
        var batch = batches.Take(0);
        Assert.Equal([4, 0], batch.Features.Numbers.shape);
        Assert.Equal([4, 0], batch.Features.Codes.shape);
    }
}
