namespace DeepPipe.Inference;

/// <summary>How a text is gone on with.</summary>
public sealed record GenerationOptions
{
    /// <summary>How many tokens are drawn.</summary>
    /// <value>Default 200. At least 1.</value>
    public int Tokens { get; init; } = 200;

    /// <summary>What logits are divided by: below 1 likely tokens become likelier. 0 always takes the likeliest.</summary>
    /// <value>Default 1. At least 0.</value>
    public double Temperature { get; init; } = 1;

    /// <summary>From how many of the likeliest tokens is drawn; null for all.</summary>
    /// <value>Default null. At least 1.</value>
    public int? TopK { get; init; }

    /// <summary>From the fewest likeliest tokens that together have this probability is drawn; null for all.</summary>
    /// <value>Default null. Greater than 0, at most 1.</value>
    /// <remarks>Holtzman et al., "The Curious Case of Neural Text Degeneration" (2020), nucleus sampling.</remarks>
    public double? TopP { get; init; }

    /// <summary>What the draws come from.</summary>
    /// <value>Default 0.</value>
    public ulong Seed { get; init; }

    /// <summary>What is wrong with it, as an option's name and what is allowed; null where it holds.</summary>
    public string? Problem() => Tokens < 1 ? "tokens: at least 1"
        : Temperature is not (>= 0 and < double.PositiveInfinity) ? "temperature: at least 0"
        : TopK < 1 ? "top-k: at least 1"
        : TopP is not (null or (> 0 and <= 1)) ? "top-p: greater than 0 and at most 1"
        : null;
}
