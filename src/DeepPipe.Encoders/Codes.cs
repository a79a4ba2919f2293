namespace DeepPipe.Encoders;

/// <summary>The codes that every vocabulary begins with.</summary>
public static class Codes
{
    /// <summary>What fills a block behind the last item.</summary>
    public const int Padding = 0;

    /// <summary>Every item that the vocabulary does not hold.</summary>
    public const int Unseen = 1;

    /// <summary>The vocabulary's first item.</summary>
    public const int First = 2;
}
