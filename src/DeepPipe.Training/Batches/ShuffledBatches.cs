using DeepPipe.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>The batches of an epoch, gathered from the matrices of a part by an order, or rows drawn, that (seed, epoch) gives.</summary>
/// <remarks>
/// Rows are gathered for a block of steps at once, and a batch is a view of its block: calls are most of what a small batch
/// costs. A step's block begins at a multiple of the steps in one, so that a batch lies the same in memory wherever an epoch is
/// taken up. One block is held, of <see cref="BlockRows"/> rows, fewer where they are large, or one batch, whichever is more.
/// </remarks>
internal sealed class ShuffledBatches : IDisposable
{
    /// <summary>Rows gathered at once, unless a batch has more.</summary>
    public const int BlockRows = 8192;

    private const long BlockBytes = 64 << 20;

    private readonly PreparedPart part;
    private readonly Tensor? weights;
    private readonly ulong seed;
    private readonly RowChances? chances;
    private readonly int[] order;
    private readonly Tensor? deviceOrder;     // a copy of it on the part's device; null on the CPU
    private readonly int blockSteps;
    private Batch[] block = [];
    private int blockStart;

    /// <param name="part">The rows.</param>
    /// <param name="plan">How they are cut into batches.</param>
    /// <param name="seed">Of the run.</param>
    /// <param name="sampling">Which rows an epoch takes.</param>
    public ShuffledBatches(PreparedPart part, BatchPlan plan, ulong seed, Sampling sampling = Sampling.Shuffled)
    {
        chances = RowChances.Of(sampling, part);
        weights = sampling == Sampling.Weighted ? null : part.Weights;
        this.part = part;
        this.seed = seed;
        Plan = plan;
        var blockRows = Math.Min(BlockRows, BlockBytes / Math.Max(1, BytesARow(part.Features)));
        blockSteps = (int)Math.Max(1, blockRows / plan.Of(0).Count);
        order = new int[part.RowCount];
        if (part.Targets.device.type != DeviceType.CPU)
            deviceOrder = empty(part.RowCount, ScalarType.Int32, part.Targets.device).DetachFromDisposeScope();
    }

    public BatchPlan Plan { get; }

    /// <summary>Draws the order of an epoch.</summary>
    public void Shuffle(int epoch)
    {
        Release();
        if (chances is null)
            RowOrder.Fill(order, seed, epoch);
        else
            chances.Draw(order, seed, epoch);
        if (deviceOrder is null)
            return;
        using var hostOrder = frombuffer(order, ScalarType.Int32);
        deviceOrder.copy_(hostOrder);         // waits for the device: the array is refilled next epoch
    }

    /// <summary>The rows of a step; valid until a step of another block is taken or the next epoch is drawn.</summary>
    public Batch Take(int step)
    {
        if (step < blockStart || step >= blockStart + block.Length)
            Gather(step / blockSteps * blockSteps);
        return block[step - blockStart];
    }

    public void Dispose()
    {
        Release();
        deviceOrder?.Dispose();
    }

    private void Gather(int firstStep)
    {
        Release();
        using var scope = NewDisposeScope();
        var stepCount = Math.Min(blockSteps, Plan.StepCount - firstStep);
        var sizes = Enumerable.Range(firstStep, stepCount).Select(step => Plan.Of(step).Count).ToArray();
        var (start, count) = ((int)Plan.Of(firstStep).Start, (int)sizes.Sum());
        var numbers = Rows(part.Features.Numbers, start, count).split(sizes);
        var codes = Rows(part.Features.Codes, start, count).split(sizes);
        var blocks = part.Features.Blocks.Select(tensor => Rows(tensor, start, count).split(sizes)).ToList();
        var targets = Rows(part.Targets, start, count).split(sizes);
        var ofRows = weights is null ? null : Rows(weights, start, count).split(sizes);
        block = [.. Enumerable.Range(0, stepCount).Select(index => Kept(new(
            new(numbers[index], codes[index], [.. blocks.Select(pieces => pieces[index])]), targets[index], ofRows?[index])))];
        blockStart = firstStep;
    }

    private static long BytesARow(FeatureTensors features) =>
        features.All.Sum(tensor => tensor.shape[1..].Aggregate(tensor.element_size(), (product, size) => product * size));

    private Tensor Rows(Tensor matrix, int start, int count) =>
        deviceOrder is null
            ? RowGather.Of(matrix, order.AsSpan(start, count))
            : matrix.index_select(0, deviceOrder.narrow(0, start, count));

    private void Release()
    {
        foreach (var batch in block)
            batch.Dispose();
        block = [];
    }

    private static Batch Kept(Batch batch)
    {
        batch.Features.Detached();
        batch.Targets.DetachFromDisposeScope();
        batch.Weights?.DetachFromDisposeScope();
        return batch;
    }
}
