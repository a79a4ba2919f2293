using DeepPipe.Configuration;

namespace DeepPipe.Features;

/// <summary>What differs from the defaults in one column. What is not given is taken from <c>features.defaults</c>.</summary>
public sealed record ColumnFeatureConfig : IValidated
{
    /// <summary>For a number: the range that it is held in.</summary>
    /// <value>Optional. One of <c>none</c>, <c>quantiles</c>, <c>values</c>.</value>
    public ClipConfig? Clip { get; init; }

    /// <summary>For a number: the scale.</summary>
    /// <value>
    /// Optional. One of <c>none</c>, <c>standard</c>, <c>min_max</c>, <c>robust</c>, <c>quantile</c>, <c>quantile_uniform</c>,
    /// <c>log</c>, <c>power</c>.
    /// </value>
    public NumberScale? Scale { get; init; }

    /// <summary>For a number: what stands where it is missing.</summary>
    /// <value>
    /// Optional. One of <c>mean</c>, <c>median</c>, <c>constant</c>, <c>mean_and_indicator</c>, <c>median_and_indicator</c>,
    /// <c>constant_and_indicator</c>.
    /// </value>
    public MissingFill? Missing { get; init; }

    /// <summary>For a number: bins whose code enters the network beside it.</summary>
    /// <value>Optional. One of <c>none</c>, <c>quantile</c>, <c>uniform</c>.</value>
    public NumberBinsConfig? Bins { get; init; }

    /// <summary>For a category: a value that fewer train rows have is taken as an unseen one.</summary>
    /// <value>Optional. At least 1.</value>
    [Within(AtLeast = 1)]
    public int? RareBelow { get; init; }

    /// <summary>For a category: the ways in which it enters the network, each once.</summary>
    /// <value>Optional. Any of <c>code</c>, <c>frequency</c>, <c>ordinal</c>, <c>target</c>.</value>
    public IReadOnlyList<CategoryEncodingConfig>? Encodings { get; init; }

    /// <summary>For a set: how it enters the network.</summary>
    /// <value>Optional.</value>
    public SetFeatureConfig? Set { get; init; }

    /// <summary>For a text: how it enters the network.</summary>
    /// <value>Optional.</value>
    public TextFeatureConfig? Text { get; init; }

    /// <summary>For an image: how it enters the network.</summary>
    /// <value>Optional.</value>
    public ImageFeatureConfig? Image { get; init; }

    /// <summary>For a datetime: how it enters the network.</summary>
    /// <value>Optional.</value>
    public DateTimeFeatureConfig? Datetime { get; init; }

    /// <summary>Keeps the column although it looks like an identifier of its rows.</summary>
    /// <value>Default false.</value>
    public bool Keep { get; init; }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => CategoryFeatureConfig.Problems(Encodings);
}
