using DeepPipe.Configuration;

namespace DeepPipe.Features;

/// <summary>What a row counts, by its class.</summary>
[Variant("none", typeof(EqualWeightsConfig))]
[Variant("balanced", typeof(BalancedWeightsConfig))]
[Variant("given", typeof(GivenWeightsConfig))]
public abstract record ClassWeightsConfig;

/// <summary>Each row counts the same.</summary>
public sealed record EqualWeightsConfig : ClassWeightsConfig;

/// <summary>All classes together count the same: a row counts rows / (classes · rows of its class), all of the train rows.</summary>
/// <remarks>scikit-learn's <c>class_weight="balanced"</c>.</remarks>
public sealed record BalancedWeightsConfig : ClassWeightsConfig;

/// <summary>Weights by hand.</summary>
public sealed record GivenWeightsConfig : ClassWeightsConfig
{
    /// <summary>The weight of a class by its name; a class without one counts 1.</summary>
    /// <value>Required. Each greater than 0.</value>
    [Within(Above = 0)]
    public required IReadOnlyDictionary<string, double> Weights { get; init; }
}
