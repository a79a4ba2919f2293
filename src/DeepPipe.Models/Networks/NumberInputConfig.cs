using DeepPipe.Configuration;

namespace DeepPipe.Models;

/// <summary>How numbers enter a network.</summary>
[Variant("plain", typeof(PlainNumbersConfig))]
public abstract record NumberInputConfig;

/// <summary>Numbers enter as the transform gives them.</summary>
public sealed record PlainNumbersConfig : NumberInputConfig;
