using DeepPipe.Configuration;
using DeepPipe.Encoders;

namespace DeepPipe.Features;

/// <summary>How a text enters the network.</summary>
public sealed record TextFeatureConfig : IValidated
{
    internal const int ByteCount = 256;

    /// <summary>What a text is cut into.</summary>
    /// <value>Default <c>word</c>. One of <c>character</c>, <c>byte</c>, <c>word</c>, <c>byte_pair</c>.</value>
    public TokeniserKind Tokens { get; init; } = TokeniserKind.Word;

    /// <summary>How many tokens of a row are read at most; where the longest text of the train rows has fewer, so many.</summary>
    /// <value>Default 128. At least 1.</value>
    [Within(AtLeast = 1)]
    public int Length { get; init; } = 128;

    /// <summary>Whether letters are made lower case first.</summary>
    /// <value>Default false.</value>
    public bool LowerCase { get; init; }

    /// <summary>A token that is found fewer times in the train rows is taken as an unseen one; byte pairs so rare are not made.</summary>
    /// <value>Default 2. At least 1.</value>
    [Within(AtLeast = 1)]
    public int RareBelow { get; init; } = 2;

    /// <summary>How many tokens have a code of their own at most; of byte pairs, the 256 bytes are among them.</summary>
    /// <value>Default 20000. At least 1, for byte pairs at least 256.</value>
    [Within(AtLeast = 1)]
    public int Vocabulary { get; init; } = 20000;

    /// <summary>Where a text is cut that has too many tokens.</summary>
    /// <value>Default <c>end</c>. One of <c>end</c>, <c>start</c>.</value>
    public TextCut Cut { get; init; }

    /// <summary>How the tokens are fitted.</summary>
    public TokenFitOptions FitOptions => new(Tokens, Length)
    {
        LowerCase = LowerCase,
        Cut = Cut,
        LeastCount = RareBelow,
        // Bytes all have a code, whatever room there is.
        LargestSize = Codes.First + (Tokens == TokeniserKind.Byte ? ByteCount : Vocabulary),
    };

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems()
    {
        if (Tokens == TokeniserKind.BytePair && Vocabulary < ByteCount)
            yield return new("vocabulary", Vocabulary, "at least 256 for byte pairs");
    }
}
