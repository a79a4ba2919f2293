using DeepPipe.Configuration;

namespace DeepPipe.Features;

/// <summary>How a category enters the network.</summary>
public sealed record CategoryFeatureConfig : IValidated
{
    /// <summary>
    /// A value that fewer train rows have is taken as an unseen one. The values that stay are written into the model: the count
    /// keeps what only a few rows say out of it.
    /// </summary>
    /// <value>Default 10. At least 1.</value>
    [Within(AtLeast = 1)]
    public int RareBelow { get; init; } = 10;

    /// <summary>The ways in which the category enters the network, each once.</summary>
    /// <value>Default <c>[code]</c>. Any of <c>code</c>, <c>frequency</c>, <c>ordinal</c>, <c>target</c>.</value>
    public IReadOnlyList<CategoryEncodingConfig> Encodings { get; init; } = [new CodeEncodingConfig()];

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => Problems(Encodings);

    internal static IEnumerable<Problem> Problems(IReadOnlyList<CategoryEncodingConfig>? encodings)
    {
        if (encodings is not null && (encodings.Count == 0 || encodings.DistinctBy(encoding => encoding.GetType()).Count() < encodings.Count))
        {
            yield return new(
                "encodings",
                new Phrase(encodings.Count == 0 ? "an empty list" : "a list with an encoding twice"),
                "a list of code, frequency, ordinal, target, each once at most");
        }
    }
}
