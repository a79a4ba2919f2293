using Apache.Arrow;
using DeepPipe.Configuration;
using DeepPipe.Statistics;

namespace DeepPipe.Features;

/// <summary>How the range of a number is cut into bins.</summary>
[Variant("quantile", typeof(QuantileBinsConfig))]
[Variant("tree", typeof(TreeBinsConfig))]
public abstract record BinsConfig
{
    /// <summary>How many bins a number has at most; fewer where the train rows have fewer values.</summary>
    /// <value>Default 48. At least 2.</value>
    [Within(AtLeast = 2)]
    public int Count { get; init; } = 48;

    /// <summary>Fits the edges of each number's bins.</summary>
    /// <param name="features">The fitted features.</param>
    /// <param name="targets">The fitted targets.</param>
    /// <param name="train">The profile of the train rows.</param>
    /// <param name="trainRows">Reads the train rows, in canonical form, with all numbers and the targets.</param>
    /// <returns>For each number, at least two ascending edges in the scale that a network reads; each is a float32.</returns>
    /// <exception cref="FeatureException">A number is one value in that scale.</exception>
    public abstract IReadOnlyList<IReadOnlyList<double>> Fit(
        FeaturePlan features, TargetPlans targets, TableProfile train, Func<IEnumerable<RecordBatch>> trainRows);
}

/// <summary>Bins that hold about as many train rows each.</summary>
public sealed record QuantileBinsConfig : BinsConfig
{
    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyList<double>> Fit(
        FeaturePlan features, TargetPlans targets, TableProfile train, Func<IEnumerable<RecordBatch>> trainRows)
    {
        var fractions = NumberFit.Fractions(Count + 1);
        return BinEdges.Scaled(features, [.. features.Numbers.Select(number => train.Numbers[number.Name].Quantiles(fractions))]);
    }
}

/// <summary>Bins that tell the target apart: the leaves of a decision tree over one number alone.</summary>
/// <remarks>
/// Gorishniy et al., "On Embeddings for Numerical Features in Tabular Deep Learning" (2022), target-aware PLE. The tree is that of
/// scikit-learn's <c>DecisionTreeClassifier</c> (Gini) and <c>DecisionTreeRegressor</c> (squared error), grown best leaf first; of
/// several targets or labels it is one for all, by the sum of their scores, numbers in deviations. Of
/// more than a million train rows, a million evenly spaced ones are looked at.
/// </remarks>
public sealed record TreeBinsConfig : BinsConfig
{
    /// <summary>The fewest train rows that a bin holds.</summary>
    /// <value>Default 64. At least 1.</value>
    [Within(AtLeast = 1)]
    public int BinRows { get; init; } = 64;

    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyList<double>> Fit(
        FeaturePlan features, TargetPlans targets, TableProfile train, Func<IEnumerable<RecordBatch>> trainRows) =>
        BinEdges.Scaled(features, TreeBins.Fit(this, features, targets, train, trainRows()));
}
