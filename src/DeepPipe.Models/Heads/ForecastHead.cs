using DeepPipe.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>
/// The steps to come of series. The network learns them standardised, each channel by its own mean and deviation; the answer is in the
/// channels' own units.
/// </summary>
public sealed class ForecastHead : nn.Module, IHead
{
    private readonly NumberLossConfig loss;

    // Buffers, float32 [horizon * channels].
    private readonly Tensor mean;
    private readonly Tensor deviation;

    /// <summary>A head for the steps of a fitted target.</summary>
    /// <param name="target">The fitted target.</param>
    /// <param name="loss">Squared, absolute or huber; null for squared.</param>
    public ForecastHead(ForecastTarget target, NumberLossConfig? loss = null) : base(nameof(ForecastHead))
    {
        this.loss = loss ?? new SquaredConfig();
        OutputWidth = target.Width;
        register_buffer(nameof(mean), mean = Row(target.Means));
        register_buffer(nameof(deviation), deviation = Row(target.Deviations));
    }

    /// <inheritdoc/>
    public int OutputWidth { get; }

    /// <inheritdoc/>
    /// <remarks>The mean over steps and channels too, of the standardised target: differences are in each channel's deviations.</remarks>
    public Tensor Loss(Tensor output, Tensor target, Tensor? weights = null) =>
        NumberLosses.Mean(loss, output, (target.reshape(-1, OutputWidth) - mean) / deviation, weights?.unsqueeze(1));

    /// <inheritdoc/>
    public Tensor Estimate(Tensor output) => output * deviation + mean;

    /// <inheritdoc/>
    public IReadOnlyList<Tensor> Decide(Tensor estimate) => [estimate];

    private static Tensor Row(IEnumerable<double> numbers) => tensor(numbers.Select(number => (float)number).ToArray());
}
