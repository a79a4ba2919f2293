using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>A number. The network learns it standardised; the answer is in the target's own unit.</summary>
public sealed class RegressionHead : nn.Module, IHead
{
    // Buffers, float32 [1].
    private readonly Tensor mean;
    private readonly Tensor deviation;

    /// <summary>A head for a target of this mean and deviation.</summary>
    /// <param name="mean">The mean of the train rows.</param>
    /// <param name="deviation">Their standard deviation; greater than 0.</param>
    public RegressionHead(double mean, double deviation) : base(nameof(RegressionHead))
    {
        this.mean = tensor([(float)mean]);
        this.deviation = tensor([(float)deviation]);
        register_buffer(nameof(mean), this.mean);
        register_buffer(nameof(deviation), this.deviation);
    }

    /// <inheritdoc/>
    public int OutputWidth => 1;

    /// <inheritdoc/>
    /// <remarks>The mean squared error of the standardised target: in units of its variance.</remarks>
    public Tensor Loss(Tensor output, Tensor target) =>
        nn.functional.mse_loss(output.squeeze(1), (target - mean) / deviation);

    /// <inheritdoc/>
    public Tensor Estimate(Tensor output) => output * deviation + mean;

    /// <inheritdoc/>
    public IReadOnlyList<Tensor> Decide(Tensor estimate) => [estimate];
}
