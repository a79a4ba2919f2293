using DeepPipe.Configuration;

namespace DeepPipe.Features;

/// <summary>
/// Bins of a number, whose code enters the network as that of a category, beside the number itself: see <c>network.categories</c>. A gap
/// has a code of its own; what lies beyond the train rows is in the outermost bins.
/// </summary>
[Variant("none", typeof(NoBins))]
[Variant("quantile", typeof(QuantileBins))]
[Variant("uniform", typeof(UniformBins))]
public abstract record NumberBinsConfig
{
    /// <summary>Where one bin ends and the next begins, ascending; the value itself is in the next. Null for no bins.</summary>
    internal abstract IReadOnlyList<double>? Edges(TrainNumbers train);
}

/// <summary>The number alone.</summary>
public sealed record NoBins : NumberBinsConfig
{
    internal override IReadOnlyList<double>? Edges(TrainNumbers train) => null;
}

/// <summary>Bins that hold about as many train rows each.</summary>
/// <remarks>scikit-learn's <c>KBinsDiscretizer(strategy="quantile")</c>.</remarks>
public sealed record QuantileBins : NumberBinsConfig
{
    /// <summary>How many bins there are at most; fewer where quantiles are equal.</summary>
    /// <value>Default 5. At least 2.</value>
    [Within(AtLeast = 2)]
    public int Count { get; init; } = 5;

    internal override IReadOnlyList<double> Edges(TrainNumbers train) =>
        train.Quantiles(NumberFit.Fractions(Count + 1)).Distinct().Skip(1).SkipLast(1).ToArray();
}

/// <summary>Bins of the same width.</summary>
/// <remarks>scikit-learn's <c>KBinsDiscretizer(strategy="uniform")</c>.</remarks>
public sealed record UniformBins : NumberBinsConfig
{
    /// <summary>How many bins there are.</summary>
    /// <value>Default 5. At least 2.</value>
    [Within(AtLeast = 2)]
    public int Count { get; init; } = 5;

    internal override IReadOnlyList<double> Edges(TrainNumbers train)
    {
        var width = (train.Maximum - train.Minimum) / Count;
        return Enumerable.Range(1, Count - 1).Select(bin => train.Minimum + bin * width).ToArray();
    }
}
