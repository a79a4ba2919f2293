using DeepPipe.Statistics;

namespace DeepPipe.Features;

/// <summary>A column's numbers in the train rows, held within its clip, as far as their profile tells.</summary>
internal sealed class TrainNumbers
{
    // Above NumberProfile.ExactLimit.
    private const int SketchedCount = 16_384;

    private readonly NumberProfile profile;
    private readonly ClipRange clip;
    private readonly Lazy<double[]> sample;
    private readonly Lazy<(double Mean, double Deviation)> moments;

    public TrainNumbers(NumberProfile profile, ClipRange? clip)
    {
        this.profile = profile;
        this.clip = clip ?? new(null, null);
        sample = new(() => Quantiles(Ranks()));
        moments = new(() => clip is null ? (profile.Mean, profile.StandardDeviation) : Moments(Sample));
    }

    public long Count => profile.Count;

    public double Minimum => clip.Hold(profile.Minimum);

    public double Maximum => clip.Hold(profile.Maximum);

    /// <summary>Exact without a clip; with one, that of <see cref="Sample"/>.</summary>
    public double Mean => moments.Value.Mean;

    /// <summary>The population's. Exact without a clip; with one, that of <see cref="Sample"/>.</summary>
    public double Deviation => moments.Value.Deviation;

    public double Median => Quantiles([0.5])[0];

    public double QuartileDistance => Quantiles([0.25, 0.75]) is [var first, var third] ? third - first : double.NaN;

    /// <summary>All values, ascending, where the profile is exact; else as many quantiles at equal steps.</summary>
    public double[] Sample => sample.Value;

    public double[] Quantiles(IReadOnlyList<double> fractions) => [.. profile.Quantiles(fractions).Select(clip.Hold)];

    public static (double Mean, double Deviation) Moments(double[] values)
    {
        var mean = values.Average();
        return (mean, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))));
    }

    // The outermost values of a sketched column stand for themselves alone: at the ends of the steps they would stand for many.
    private double[] Ranks() => Count <= NumberProfile.ExactLimit
        ? NumberFit.Fractions((int)Count)
        : [.. Enumerable.Range(0, SketchedCount).Select(index => (index + 0.5) / SketchedCount)];
}
