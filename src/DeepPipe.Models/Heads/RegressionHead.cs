using DeepPipe.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>A number. The network learns it standardised; the answer is in the target's own unit.</summary>
public sealed class RegressionHead : nn.Module, IHead
{
    private readonly NumberLossConfig loss;

    // Buffers, float32 [1].
    private readonly Tensor mean;
    private readonly Tensor deviation;

    /// <summary>A head for a target of this mean and deviation.</summary>
    /// <param name="mean">The mean of the train rows.</param>
    /// <param name="deviation">Their standard deviation; greater than 0.</param>
    /// <param name="loss">Any but Poisson, which has a head of its own; null for squared.</param>
    public RegressionHead(double mean, double deviation, NumberLossConfig? loss = null) : base(nameof(RegressionHead))
    {
        this.loss = loss ?? new SquaredConfig();
        this.mean = tensor([(float)mean]);
        this.deviation = tensor([(float)deviation]);
        register_buffer(nameof(mean), this.mean);
        register_buffer(nameof(deviation), this.deviation);
    }

    /// <inheritdoc/>
    public int OutputWidth => 1;

    /// <inheritdoc/>
    /// <remarks>Of the standardised target: differences are in its deviations.</remarks>
    public Tensor Loss(Tensor output, Tensor target, Tensor? weights = null) =>
        NumberLosses.Mean(loss, output.squeeze(1), (target - mean) / deviation, weights);

    /// <inheritdoc/>
    public Tensor Estimate(Tensor output) => output * deviation + mean;

    /// <inheritdoc/>
    public IReadOnlyList<Tensor> Decide(Tensor estimate) => [estimate];
}
