namespace DeepPipe.Training;

/// <summary>How an epoch's rows are cut into steps.</summary>
/// <remarks>A remainder of one row joins the batch before it, for batch norm cannot take a batch of one.</remarks>
internal sealed record BatchPlan
{
    private readonly long rowCount;
    private readonly int batchRows;

    public BatchPlan(long rowCount, int batchRows, bool dropLast, int? mostSteps = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rowCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchRows, 1);
        this.batchRows = batchRows;
        var (full, rest) = Math.DivRem(rowCount, batchRows);
        var restIsABatch = full == 0 || (rest > 0 && !dropLast && (rest > 1 || batchRows == 1));
        StepCount = checked((int)(full + (restIsABatch ? 1 : 0)));
        this.rowCount = full > 0 && dropLast ? full * batchRows : rowCount;
        if (mostSteps < StepCount)
            (StepCount, this.rowCount) = (mostSteps.Value, (long)mostSteps.Value * batchRows);
    }

    /// <summary>Steps of one epoch; at least 1.</summary>
    public int StepCount { get; }

    /// <summary>The rows of a step, as a range in the epoch's order.</summary>
    public (long Start, long Count) Of(int step)
    {
        var start = (long)step * batchRows;
        return (start, step == StepCount - 1 ? rowCount - start : batchRows);
    }
}
