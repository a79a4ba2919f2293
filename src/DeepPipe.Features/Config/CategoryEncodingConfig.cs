using DeepPipe.Configuration;

namespace DeepPipe.Features;

/// <summary>
/// A way in which a category enters the network. All but <c>code</c> are numbers, standardised over the train rows, which enter as they
/// are, beside the indicators: values that share a code (missing; unseen or rare) share them.
/// </summary>
[Variant("code", typeof(CodeEncodingConfig))]
[Variant("frequency", typeof(FrequencyEncodingConfig))]
[Variant("ordinal", typeof(OrdinalEncodingConfig))]
[Variant("target", typeof(TargetEncodingConfig))]
public abstract record CategoryEncodingConfig;

/// <summary>The value's code, which the network turns into a vector: see <c>network.categories</c>.</summary>
public sealed record CodeEncodingConfig : CategoryEncodingConfig;

/// <summary>The share of the train rows that have the value.</summary>
public sealed record FrequencyEncodingConfig : CategoryEncodingConfig;

/// <summary>The value's place in an order. A value that is missing, unseen or rare takes the mean place of the train rows.</summary>
public sealed record OrdinalEncodingConfig : CategoryEncodingConfig
{
    /// <summary>The values in their order. It must name every value that has a code of its own.</summary>
    /// <value>Default: the ordinal order of the texts.</value>
    public IReadOnlyList<string>? Order { get; init; }
}

/// <summary>
/// The mean of the target in the train rows that have the value, drawn towards the mean of all where they are few: a number in regression
/// and with two classes, else a number for each class, of how often it is that one.
/// </summary>
/// <remarks>
/// The formula is that of scikit-learn's <c>TargetEncoder</c> (D. Micci-Barreca, 2001). A train row reads a mean that was taken without
/// its own fifth of the train rows, drawn by the config's seed, so that its own target is not in it; all other rows, and those that are
/// served, read the mean of all train rows. A code that fewer than <c>rare_below</c> train rows have takes the mean of all.
/// </remarks>
public sealed record TargetEncodingConfig : CategoryEncodingConfig
{
    /// <summary>How many rows of the mean of all are added to a value's own.</summary>
    /// <value>Default: told by the variances, within the value and of all (scikit-learn's <c>auto</c>). At least 0.</value>
    [Within(AtLeast = 0)]
    public double? Smooth { get; init; }
}
