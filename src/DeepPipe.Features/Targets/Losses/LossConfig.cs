using System.Globalization;
using DeepPipe.Configuration;

namespace DeepPipe.Features;

/// <summary>What training makes small.</summary>
[Variant("cross_entropy", typeof(CrossEntropyConfig))]
[Variant("focal", typeof(FocalConfig))]
[Variant("squared", typeof(SquaredConfig))]
[Variant("absolute", typeof(AbsoluteConfig))]
[Variant("huber", typeof(HuberConfig))]
[Variant("poisson", typeof(PoissonConfig))]
[Variant("quantile", typeof(QuantileConfig))]
public abstract record LossConfig
{
    /// <summary>The loss of a task where none is named.</summary>
    public static LossConfig DefaultOf(TaskKind task) => task is TaskKind.Regression or TaskKind.Forecast ? new SquaredConfig() : new CrossEntropyConfig();
}

/// <summary>A loss of classes.</summary>
public abstract record ClassLossConfig : LossConfig
{
    /// <summary>What a row counts, by its class.</summary>
    /// <value>Default <c>none</c>: each row counts the same.</value>
    public ClassWeightsConfig ClassWeights { get; init; } = new EqualWeightsConfig();
}

/// <summary>The negative logarithm of the probability of a row's class.</summary>
public sealed record CrossEntropyConfig : ClassLossConfig
{
    /// <summary>The share of a row's target that is spread over all classes.</summary>
    /// <value>Default 0. At least 0, less than 1.</value>
    [Within(AtLeast = 0, Below = 1)]
    public double LabelSmoothing { get; init; }
}

/// <summary>Cross-entropy by (1 - p)^gamma, where p is the probability of a row's class: what is told well already counts little.</summary>
/// <remarks>Lin et al., "Focal Loss for Dense Object Detection" (2017).</remarks>
public sealed record FocalConfig : ClassLossConfig
{
    /// <summary>How fast a row counts less as it is told better; 0 is cross-entropy.</summary>
    /// <value>Default 2. At least 0.</value>
    [Within(AtLeast = 0)]
    public double Gamma { get; init; } = 2;
}

/// <summary>A loss of numbers.</summary>
public abstract record NumberLossConfig : LossConfig;

/// <summary>The square of the difference, in deviations of the target: the answer is the mean.</summary>
public sealed record SquaredConfig : NumberLossConfig;

/// <summary>The size of the difference, in deviations of the target: the answer is the median.</summary>
public sealed record AbsoluteConfig : NumberLossConfig;

/// <summary>Half of the square up to a difference of <see cref="Delta"/>, a straight line beyond: outliers count less.</summary>
/// <remarks>Huber, "Robust Estimation of a Location Parameter" (1964).</remarks>
public sealed record HuberConfig : NumberLossConfig
{
    /// <summary>Where the line begins, in deviations of the target.</summary>
    /// <value>Default 1. Greater than 0.</value>
    [Within(Above = 0)]
    public double Delta { get; init; } = 1;
}

/// <summary>The negative log-likelihood of counts: the network gives the logarithm of the rate, and the answer is the rate, never below 0.</summary>
public sealed record PoissonConfig : NumberLossConfig;

/// <summary>
/// The pinball loss of several levels, in deviations of the target: the answer is the quantile at the level nearest to one half, with
/// those at all levels beside it.
/// </summary>
/// <remarks>Koenker and Bassett, "Regression Quantiles" (1978).</remarks>
public sealed record QuantileConfig : NumberLossConfig, IValidated
{
    /// <summary>The shares of rows that are to lie below the answers.</summary>
    /// <value>Default 0.05, 0.5, 0.95. At least two, ascending, each greater than 0 and less than 1.</value>
    [Within(Above = 0, Below = 1)]
    public IReadOnlyList<double> Levels { get; init; } = [0.05, 0.5, 0.95];

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems()
    {
        if (Levels.Count < 2)
            yield return new("levels", new Phrase($"a list of {Levels.Count.ToString(CultureInfo.InvariantCulture)}"), "at least two levels");
        for (var index = 1; index < Levels.Count; index++)
        {
            if (Levels[index] <= Levels[index - 1])
            {
                yield return new(
                    KeyPath.Join("levels", index.ToString(CultureInfo.InvariantCulture)), Levels[index],
                    string.Create(CultureInfo.InvariantCulture, $"greater than the level before it, which is {Levels[index - 1]}"));
            }
        }
    }
}
