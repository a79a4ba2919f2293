using System.Runtime.InteropServices;
using System.Text;

namespace DeepPipe.Encoders;

internal interface ITokenCount
{
    /// <summary>Counts a text's tokens, and says how many it has.</summary>
    int Observe(string text);

    /// <param name="leastCount">How often a token must have been seen.</param>
    /// <param name="largestCount">How many tokens there may be.</param>
    Tokeniser Tokeniser(long leastCount, int largestCount);
}

internal sealed class CharacterCount : ITokenCount
{
    private readonly Dictionary<Rune, long> counts = [];

    public int Observe(string text)
    {
        var length = 0;
        foreach (var character in text.EnumerateRunes())
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, character, out _)++;
            length++;
        }
        return length;
    }

    // Runes compare by their code points, which is not the ordinal order of UTF-16 and needs no surrogates.
    public Tokeniser Tokeniser(long leastCount, int largestCount) => new CharacterTokeniser(string.Concat(counts
        .Where(pair => pair.Value >= leastCount)
        .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key)
        .Take(largestCount).Select(pair => pair.Key.ToString())));
}

internal sealed class ByteCount : ITokenCount
{
    public int Observe(string text) => Encoding.UTF8.GetByteCount(text);

    public Tokeniser Tokeniser(long leastCount, int largestCount) => new ByteTokeniser();
}

internal sealed class WordCount : ITokenCount
{
    private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);

    public int Observe(string text)
    {
        var byWord = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        var length = 0;
        foreach (var word in WordBounds.Of(text))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(byWord, text.AsSpan(word), out _)++;
            length++;
        }
        return length;
    }

    public Tokeniser Tokeniser(long leastCount, int largestCount) => new WordTokeniser([.. counts
        .Where(pair => pair.Value >= leastCount)
        .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
        .Take(largestCount).Select(pair => pair.Key)]);
}

internal sealed class PieceCount : ITokenCount
{
    private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);

    public int Observe(string text)
    {
        var byPiece = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var piece in BytePairPieces.Of(text))
            CollectionsMarshal.GetValueRefOrAddDefault(byPiece, text.AsSpan(piece.Index, piece.Length), out _)++;
        return Encoding.UTF8.GetByteCount(text);
    }

    public Tokeniser Tokeniser(long leastCount, int largestCount) => BytePairTraining.Run(counts, leastCount, largestCount);
}
