using DeepPipe.Features;
using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>The rows of one part, transformed and encoded, as matrices that lie on one device.</summary>
/// <param name="Features">What the network reads.</param>
/// <param name="Targets">See <see cref="TargetPlans.Encode"/>.</param>
public sealed record PreparedPart(FeatureTensors Features, Tensor Targets) : IDisposable
{
    /// <summary>A part of numbers and codes alone.</summary>
    public PreparedPart(Tensor numbers, Tensor codes, Tensor targets) : this(new FeatureTensors(numbers, codes), targets)
    {
    }

    /// <summary>What each row counts in training, float32 [rows], 1 in the mean; null where each counts 1.</summary>
    public Tensor? Weights { get; init; }

    /// <summary>How many rows the part has.</summary>
    public long RowCount { get; } = Targets.shape[0];

    /// <summary>A copy on another device.</summary>
    public PreparedPart To(Device device) => new(Features.Each(tensor => OnDevice(tensor, device)), OnDevice(Targets, device))
    {
        Weights = Weights is null ? null : OnDevice(Weights, device),
    };

    /// <summary>Releases the matrices.</summary>
    public void Dispose()
    {
        Features.Dispose();
        Targets.Dispose();
        Weights?.Dispose();
    }

    private static Tensor OnDevice(Tensor tensor, Device device) => tensor.to(device, copy: true).DetachFromDisposeScope();
}
