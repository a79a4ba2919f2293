namespace DeepPipe.Benchmarks;

/// <summary>How measured values lie; quantiles are interpolated linearly.</summary>
internal sealed record Spread(int Count, double Minimum, double LowerQuartile, double Median, double UpperQuartile, double Maximum)
{
    /// <summary>The spread of at least one value.</summary>
    public static Spread Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return new(sorted.Length, sorted[0], At(sorted, 0.25), At(sorted, 0.5), At(sorted, 0.75), sorted[^1]);
    }

    /// <summary>The spread of the values, each turned by a function that keeps or reverses their order.</summary>
    public Spread Map(Func<double, double> turn)
    {
        double[] turned = [turn(Minimum), turn(LowerQuartile), turn(Median), turn(UpperQuartile), turn(Maximum)];
        Array.Sort(turned);
        return new(Count, turned[0], turned[1], turned[2], turned[3], turned[4]);
    }

    private static double At(double[] sorted, double fraction)
    {
        var place = fraction * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
