using System.Text.Json.Serialization;

namespace DeepPipe.Features;

/// <summary>A column of categories with its vocabulary.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Vocabulary">The values that have a code of their own, in the order of their codes.</param>
public sealed record CategoryFeature(string Name, IReadOnlyList<string> Vocabulary)
{
    /// <summary>The code of a missing value (null or the empty text).</summary>
    public const int MissingCode = 0;

    /// <summary>The code of every value that the vocabulary does not hold: unseen in training, or rare.</summary>
    public const int UnseenCode = 1;

    /// <summary>The code of the vocabulary's first value.</summary>
    public const int FirstCode = 2;

    /// <summary>Whether the network reads the code itself.</summary>
    public bool HasCode { get; init; } = true;

    /// <summary>The numbers that the network reads by the code.</summary>
    public IReadOnlyList<CodeNumbers> Encodings { get; init; } = [];

    /// <summary>How many codes there are: the vocabulary's, and those of missing and unseen.</summary>
    [JsonIgnore]
    public int Size => Vocabulary.Count + FirstCode;
}
