using DeepPipe.Features;
using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>The rows of one step; its tensors belong to the <see cref="ShuffledBatches"/> that gave it.</summary>
/// <param name="Features">What the network reads.</param>
/// <param name="Targets">[rows], or [rows, columns].</param>
/// <param name="Weights">float32, [rows]; null where each row counts 1.</param>
internal readonly record struct Batch(FeatureTensors Features, Tensor Targets, Tensor? Weights) : IDisposable
{
    public void Dispose()
    {
        Features.Dispose();
        Targets.Dispose();
        Weights?.Dispose();
    }
}
