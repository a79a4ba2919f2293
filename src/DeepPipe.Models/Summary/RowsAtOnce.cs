using DeepPipe.Features;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>How many rows a network answers at once outside of training, so that what its layers give fits into memory.</summary>
public static class RowsAtOnce
{
    private const long Most = 8192;
    private const long Bytes = 256 << 20;

    /// <summary>A number that depends on the network and the shapes of its features alone.</summary>
    /// <param name="network">The network; it is run on two rows of zeros and left as it was.</param>
    /// <param name="features">Any rows, at least one, on the network's device.</param>
    public static long Of(nn.Module<FeatureTensors, Tensor> network, FeatureTensors features)
    {
        using var scope = NewDisposeScope();
        var zeroRows = features.Each(tensor => zeros([NetworkSummary.RowCount, .. tensor.shape[1..]], tensor.dtype, tensor.device));
        return Math.Clamp(Bytes / Math.Max(1, NetworkSummary.Of(network, zeroRows).BytesARow), 1, Most);
    }
}
