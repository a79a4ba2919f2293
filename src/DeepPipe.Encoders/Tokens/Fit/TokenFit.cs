namespace DeepPipe.Encoders;

/// <summary>
/// Fits the tokens of texts in one pass: the vocabulary are the most frequent, of equally frequent ones the ordinally first. It holds
/// the distinct tokens seen (of byte pairs the distinct pieces), and neither the texts nor their order.
/// </summary>
public sealed class TokenFit
{
    private readonly TokenFitOptions options;
    private readonly ITokenCount count;

    /// <summary>A fit that has seen no text.</summary>
    /// <exception cref="ArgumentException">The options have a <see cref="TokenFitOptions.Problem"/>.</exception>
    public TokenFit(TokenFitOptions options)
    {
        if (options.Problem() is { } problem)
            throw new ArgumentException($"The options do not hold: {problem}.", nameof(options));
        this.options = options;
        count = options.Kind switch
        {
            TokeniserKind.Character => new CharacterCount(),
            TokeniserKind.Byte => new ByteCount(),
            TokeniserKind.Word => new WordCount(),
            TokeniserKind.BytePair => new PieceCount(),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Kind, null),
        };
    }

    /// <summary>How many texts it has seen.</summary>
    public long TextCount { get; private set; }

    /// <summary>How many tokens the longest text had, uncut; of byte pairs, which are not known before the end, how many bytes.</summary>
    public int Longest { get; private set; }

    /// <summary>Takes the next text.</summary>
    public void Observe(string text)
    {
        TextCount++;
        Longest = Math.Max(Longest, count.Observe(TextCodec.Prepare(text, options.LowerCase)));
    }

    /// <summary>The encoding; that of an empty vocabulary where no token is frequent enough.</summary>
    public TokenEncoding Encoding() =>
        new(count.Tokeniser(options.LeastCount, options.LargestSize - Codes.First), options.Length) { LowerCase = options.LowerCase, Cut = options.Cut };
}
