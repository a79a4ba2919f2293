using System.Collections.Concurrent;
using Microsoft.ML.Tokenizers;

namespace DeepPipe.Encoders;

/// <summary>The merges are done by Microsoft.ML.Tokenizers, piece by piece, so that a text that is cut is not read to its end.</summary>
internal sealed class BytePairTokens : ITokens
{
    // Texts repeat their words: what was merged once is looked up. So many pieces take some megabytes; the later ones are merged anew.
    private const int KeptPieces = 1 << 16;
    private const int LongestKeptPiece = 32;

    private readonly ConcurrentDictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> kept =
        new ConcurrentDictionary<string, int[]>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    private int keptCount;
    private readonly BpeTokenizer merging;
    private readonly byte[][] bytes;

    public BytePairTokens(BytePairTokeniser tokeniser)
    {
        merging = BpeTokenizer.Create(new BpeOptions(tokeniser.Tokens.Select((token, id) => KeyValuePair.Create(token, id)))
        {
            Merges = tokeniser.Merges,
            ByteLevel = true,
        });
        bytes = [.. tokeniser.Tokens.Select(token => ByteLetters.BytesOf(token)!)];
    }

    /// <inheritdoc/>
    public int Size => Codes.First + bytes.Length;

    /// <inheritdoc/>
    public void Encode(string text, List<int> codes, int enough)
    {
        foreach (var piece in BytePairPieces.Of(text))
        {
            if (codes.Count >= enough)
                return;
            codes.AddRange(CodesOf(text.AsSpan(piece.Index, piece.Length)));
        }
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Utf8(int code) => bytes[code - Codes.First];

    private int[] CodesOf(ReadOnlySpan<char> piece)
    {
        if (kept.TryGetValue(piece, out var codes))
            return codes;
        codes = [.. merging.EncodeToIds(piece, considerPreTokenization: false, considerNormalization: false).Select(id => Codes.First + id)];
        if (piece.Length <= LongestKeptPiece && Volatile.Read(ref keptCount) < KeptPieces && kept.TryAdd(piece, codes))
            Interlocked.Increment(ref keptCount);
        return codes;
    }
}
