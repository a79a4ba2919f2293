using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>The batches of an epoch, gathered from the matrices of a part by an order that (seed, epoch) gives.</summary>
internal sealed class ShuffledBatches : IDisposable
{
    private readonly PreparedPart part;
    private readonly ulong seed;
    private readonly long[] order;
    private readonly Tensor hostOrder;        // shares the array's memory
    private readonly Tensor deviceOrder;

    public ShuffledBatches(PreparedPart part, BatchPlan plan, ulong seed)
    {
        this.part = part;
        this.seed = seed;
        Plan = plan;
        order = new long[part.RowCount];
        hostOrder = frombuffer(order, ScalarType.Int64).DetachFromDisposeScope();
        deviceOrder = part.Targets.device.type == DeviceType.CPU
            ? hostOrder
            : empty_like(hostOrder, device: part.Targets.device).DetachFromDisposeScope();
    }

    public BatchPlan Plan { get; }

    /// <summary>Draws the order of an epoch.</summary>
    public void Shuffle(int epoch)
    {
        RowOrder.Fill(order, seed, epoch);
        if (!ReferenceEquals(hostOrder, deviceOrder))
            deviceOrder.copy_(hostOrder);     // waits for the device: the array is refilled next epoch
    }

    /// <summary>Gathers the rows of a step.</summary>
    public Batch Take(int step)
    {
        var (start, count) = Plan.Of(step);
        var rows = deviceOrder.narrow(0, start, count);
        return new Batch(part.Numbers.index_select(0, rows), part.Codes.index_select(0, rows), part.Targets.index_select(0, rows));
    }

    public void Dispose()
    {
        deviceOrder.Dispose();
        hostOrder.Dispose();
    }
}
