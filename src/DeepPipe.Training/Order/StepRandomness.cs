using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>Seeds torch's generators at each step; that is cheaper than storing and restoring their states.</summary>
internal sealed class StepRandomness : IDisposable
{
    private readonly ulong seed;
    private readonly bool seedsCuda;
    private readonly Generator generator;

    public StepRandomness(ulong seed, Device device)
    {
        this.seed = seed;
        seedsCuda = device.type == DeviceType.CUDA;
        generator = manual_seed(0);
    }

    public void Seed(int epoch, int step)
    {
        var stepSeed = StepSeed.Of(seed, epoch, step);
        generator.manual_seed(stepSeed);
        if (seedsCuda)
            cuda.manual_seed_all(stepSeed);
    }

    public void Dispose() => generator.Dispose();
}
