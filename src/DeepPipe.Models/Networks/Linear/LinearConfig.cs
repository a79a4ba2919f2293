using DeepPipe.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>The baseline: a weight for each number and for each value of each category.</summary>
public sealed record LinearConfig : NetworkConfig
{
    /// <inheritdoc/>
    public override nn.Module<FeatureTensors, Tensor> Build(NetworkShape shape) => new LinearNetwork(shape);
}
