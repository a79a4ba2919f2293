namespace DeepPipe.Statistics;

/// <summary>A numeric column's distribution in a <see cref="ProfileDocument"/>. Without values, all but the counts is NaN.</summary>
public sealed record NumberSummary
{
    /// <summary>The fractions of <see cref="Quantiles"/>: 0, 0.01, .. 1.</summary>
    public static readonly IReadOnlyList<double> Fractions = [.. Enumerable.Range(0, 101).Select(percent => percent / 100.0)];

    /// <summary>Number of values that are there.</summary>
    public required long Count { get; init; }

    /// <summary>Number of missing values.</summary>
    public required long Missing { get; init; }

    /// <summary>Arithmetic mean.</summary>
    public required double Mean { get; init; }

    /// <summary>Population standard deviation.</summary>
    public required double StandardDeviation { get; init; }

    /// <summary>The quantiles at <see cref="Fractions"/>; the first is the smallest value, the last the largest.</summary>
    public required IReadOnlyList<double> Quantiles { get; init; }

    /// <summary>See <see cref="NumberProfile.RankError"/>.</summary>
    public required double RankError { get; init; }

    /// <summary>The summary of a profile.</summary>
    public static NumberSummary Of(NumberProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return new()
        {
            Count = profile.Count,
            Missing = profile.Missing,
            Mean = profile.Mean,
            StandardDeviation = profile.StandardDeviation,
            Quantiles = profile.Quantiles(Fractions),
            RankError = profile.RankError,
        };
    }
}
