namespace DeepPipe.Encoders;

/// <summary>How tokens are fitted.</summary>
/// <param name="Kind">What tokens are.</param>
/// <param name="Length">How many tokens a block has room for. At least 1.</param>
public sealed record TokenFitOptions(TokeniserKind Kind, int Length)
{
    /// <summary>Whether texts are lower-cased first.</summary>
    /// <value>Default false.</value>
    public bool LowerCase { get; init; }

    /// <summary>Which end a text loses that has more tokens than there is room for.</summary>
    /// <value>Default the end.</value>
    public TextCut Cut { get; init; }

    /// <summary>How often a character, a word or a pair must stand in the texts to have a code.</summary>
    /// <value>Default 2. At least 1.</value>
    public long LeastCount { get; init; } = 2;

    /// <summary>How many codes there may be, <see cref="Codes.Padding"/> and <see cref="Codes.Unseen"/> among them.</summary>
    /// <value>Default 8192. At least 3; at least 258, which the bytes take, where tokens are bytes or byte pairs.</value>
    public int LargestSize { get; init; } = 8192;

    /// <summary>What is wrong with it, in words without a full stop; null where it holds.</summary>
    public string? Problem() => Length < 1 ? $"the length is {Length}"
        : LeastCount < 1 ? $"the least count is {LeastCount}"
        : LargestSize < SmallestSize ? $"the largest size is {LargestSize}, less than {SmallestSize}"
        : null;

    private int SmallestSize => Codes.First + (Kind is TokeniserKind.Byte or TokeniserKind.BytePair ? 256 : 1);
}

/// <summary>The kinds of <see cref="Tokeniser"/>.</summary>
public enum TokeniserKind
{
    /// <summary><see cref="CharacterTokeniser"/>.</summary>
    Character,

    /// <summary><see cref="ByteTokeniser"/>.</summary>
    Byte,

    /// <summary><see cref="WordTokeniser"/>.</summary>
    Word,

    /// <summary><see cref="BytePairTokeniser"/>.</summary>
    BytePair,
}
