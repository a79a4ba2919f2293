using System.Runtime.InteropServices;
using DeepPipe.Features;
using DeepPipe.Statistics;
using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>Scores answers that are the steps to come of series.</summary>
/// <param name="target">The fitted target.</param>
public sealed class ForecastScorer(ForecastTarget target) : IScorer
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Names => MetricNames.Forecast;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Score(IReadOnlyList<Tensor> answers, Tensor targets) => Scores(answers, targets).Values;

    /// <summary>Everything that is known of the answers, for a report.</summary>
    /// <param name="answers">A forecast head's only answer, float32 [rows, horizon · channels], on the CPU.</param>
    /// <param name="targets">Float32 [rows, horizon · channels], on the CPU.</param>
    public ForecastScores Scores(IReadOnlyList<Tensor> answers, Tensor targets) =>
        ForecastMetrics.Of(Numbers(targets), Numbers(answers[0]), target.Horizon, target.Channels);

    /// <summary>The scores of the last step, again and again.</summary>
    /// <param name="last">The last step of each row, float32 [rows, channels], on the CPU.</param>
    /// <param name="targets">As for <see cref="Scores"/>.</param>
    public ForecastScores Baseline(Tensor last, Tensor targets) =>
        ForecastMetrics.Baseline(Numbers(targets), Numbers(last), target.Horizon, target.Channels);

    private static ReadOnlySpan<float> Numbers(Tensor numbers)
    {
        using var contiguous = numbers.contiguous();
        return MemoryMarshal.Cast<byte, float>(contiguous.bytes).ToArray();
    }
}
