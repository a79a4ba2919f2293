using System.Text;

namespace DeepPipe.Data;

/// <summary>The words that stand for a gap, beside the empty text. Compared exactly, letter by letter.</summary>
internal sealed class MissingWords(IReadOnlyList<string> words)
{
    private readonly byte[][] words = [.. words.Select(Encoding.UTF8.GetBytes)];

    public static MissingWords None { get; } = new([]);

    public bool IsMissing(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return true;
        foreach (var word in words)
        {
            if (text.SequenceEqual(word))
                return true;
        }
        return false;
    }
}
