using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>The loss of each step of an epoch, kept on the device so that no step waits for it.</summary>
internal sealed class StepLosses : IDisposable
{
    private readonly BatchPlan plan;

    // Views of the losses of a block of steps, made at once: beside a small step a call is much.
    private const int BlockSteps = 1024;
    private Tensor[] places = [];
    private int firstPlace;

    public StepLosses(BatchPlan plan, Device device)
    {
        this.plan = plan;
        Values = zeros(plan.StepCount, ScalarType.Float32, device).DetachFromDisposeScope();
    }

    /// <summary>[steps of an epoch]; checkpointed, for an epoch's mean spans a resume.</summary>
    public Tensor Values { get; }

    /// <summary>Keeps a step's loss, without waiting for the device.</summary>
    public void Record(int step, Tensor loss)
    {
        using var value = loss.detach();
        PlaceOf(step).copy_(value);
    }

    /// <summary>The mean loss over the rows of an epoch's first steps, summed in float64.</summary>
    /// <exception cref="TrainingException">A loss is NaN or infinite.</exception>
    public double Mean(int epoch, int stepCount)
    {
        using var host = Values.cpu();            // waits for the device
        var losses = MemoryMarshal.Cast<byte, float>(host.bytes)[..stepCount];
        var (sum, rows) = (0.0, 0L);
        for (var step = 0; step < stepCount; step++)
        {
            if (!float.IsFinite(losses[step]))
                throw NotFinite(epoch, step, losses[step]);
            var count = plan.Of(step).Count;
            sum += (double)losses[step] * count;
            rows += count;
        }
        return rows == 0 ? double.NaN : sum / rows;
    }

    public void Dispose()
    {
        Release();
        Values.Dispose();
    }

    private Tensor PlaceOf(int step)
    {
        if (step < firstPlace || step >= firstPlace + places.Length)
        {
            Release();
            using var scope = NewDisposeScope();
            firstPlace = step / BlockSteps * BlockSteps;
            var block = Values.narrow(0, firstPlace, Math.Min(BlockSteps, plan.StepCount - firstPlace));
            places = [.. block.split(1).Select(place => place.DetachFromDisposeScope())];
        }
        return places[step - firstPlace];
    }

    private void Release()
    {
        foreach (var place in places)
            place.Dispose();
        places = [];
    }

    private TrainingException NotFinite(int epoch, int step, float loss) => new(
        $"The loss became {(float.IsNaN(loss) ? "NaN" : "infinite")} in epoch {epoch}, step {step + 1} of {plan.StepCount}. "
        + "Lower training.optimizer.learning_rate, set training.clip_norm (1.0 is a usual value), "
        + "or look for extreme values among the features and targets.");
}
