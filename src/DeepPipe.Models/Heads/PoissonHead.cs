using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>
/// A rate of counts: the output is its logarithm less that of the train rows' mean, so that fresh weights answer near the mean; held
/// within ±30.
/// </summary>
public sealed class PoissonHead : nn.Module, IHead
{
    // Beyond, a float32 rate and its square would be infinite.
    private static readonly Scalar Lowest = (-30.0).ToScalar();
    private static readonly Scalar Highest = 30.0.ToScalar();

    private readonly Tensor mean;           // buffer, float32 [1]

    /// <param name="mean">The mean of the target's train rows. Greater than 0.</param>
    public PoissonHead(double mean) : base(nameof(PoissonHead))
    {
        this.mean = tensor([(float)mean]);
        register_buffer(nameof(mean), this.mean);
    }

    /// <inheritdoc/>
    public int OutputWidth => 1;

    /// <inheritdoc/>
    /// <remarks>Negative log-likelihood less what the rates do not change, over the mean.</remarks>
    public Tensor Loss(Tensor output, Tensor target, Tensor? weights = null)
    {
        var logarithm = output.squeeze(1).clamp(Lowest, Highest);
        return RowLosses.Mean(logarithm.exp() - target / mean * logarithm, weights);
    }

    /// <inheritdoc/>
    public Tensor Estimate(Tensor output) => output.clamp(Lowest, Highest).exp() * mean;

    /// <inheritdoc/>
    public IReadOnlyList<Tensor> Decide(Tensor estimate) => [estimate];
}
