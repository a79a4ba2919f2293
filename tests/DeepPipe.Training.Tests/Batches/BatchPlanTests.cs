using CsCheck;

namespace DeepPipe.Training.Tests;

public sealed class BatchPlanTests
{
    [Fact]
    public void The_batches_of_an_epoch_hold_every_row_once() =>
        Gen.Select(Gen.Long[1, 2000], Gen.Int[1, 300]).Sample((rowCount, batchRows) =>
        {
            var plan = new BatchPlan(rowCount, batchRows, dropLast: false);
            var end = 0L;
            for (var step = 0; step < plan.StepCount; step++)
            {
                var (start, count) = plan.Of(step);
                Assert.Equal(end, start);
                Assert.InRange(count, 1, batchRows + 1);
                end += count;
            }
            Assert.Equal(rowCount, end);
        });

    [Fact]
    public void Dropping_the_last_leaves_only_full_batches() =>
        Gen.Select(Gen.Long[1, 2000], Gen.Int[1, 300]).Where((rowCount, batchRows) => rowCount >= batchRows).Sample((rowCount, batchRows) =>
        {
            var plan = new BatchPlan(rowCount, batchRows, dropLast: true);
            Assert.Equal(rowCount / batchRows, plan.StepCount);
            Assert.All(Enumerable.Range(0, plan.StepCount), step => Assert.Equal(batchRows, plan.Of(step).Count));
        });

    [Fact]
    public void An_epoch_of_fewer_steps_takes_full_batches_from_the_beginning() =>
        Gen.Select(Gen.Long[1, 2000], Gen.Int[1, 300], Gen.Int[1, 20]).Sample((rowCount, batchRows, mostSteps) =>
        {
            var whole = new BatchPlan(rowCount, batchRows, dropLast: false);
            var plan = new BatchPlan(rowCount, batchRows, dropLast: false, mostSteps);
            Assert.Equal(Math.Min(mostSteps, whole.StepCount), plan.StepCount);
            if (mostSteps < whole.StepCount)
                Assert.All(Enumerable.Range(0, mostSteps), step => Assert.Equal(((long)step * batchRows, (long)batchRows), plan.Of(step)));
        });

    [Theory]
    [InlineData(64, 32, false, new[] { 32L, 32 })]
    [InlineData(66, 32, false, new[] { 32L, 32, 2 })]
    [InlineData(65, 32, false, new[] { 32L, 33 })]          // batch norm cannot take a batch of one
    [InlineData(65, 32, true, new[] { 32L, 32 })]
    [InlineData(3, 32, true, new[] { 3L })]
    [InlineData(1, 32, false, new[] { 1L })]
    [InlineData(2, 1, false, new[] { 1L, 1 })]
    public void Rows_are_cut_so(long rowCount, int batchRows, bool dropLast, long[] counts)
    {
        var plan = new BatchPlan(rowCount, batchRows, dropLast);
        Assert.Equal(counts, Enumerable.Range(0, plan.StepCount).Select(step => plan.Of(step).Count));
    }
}
