using Microsoft.ML.Tokenizers;

namespace DeepPipe.Encoders;

/// <summary>The merges are done by Microsoft.ML.Tokenizers, piece by piece, so that a text that is cut is not read to its end.</summary>
internal sealed class BytePairTokens : ITokens
{
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
            foreach (var id in merging.EncodeToIds(text.AsSpan(piece.Index, piece.Length), considerPreTokenization: false, considerNormalization: false))
                codes.Add(Codes.First + id);
        }
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Utf8(int code) => bytes[code - Codes.First];
}
