using DeepPipe.Statistics;

namespace DeepPipe.Features;

/// <summary>The fold of each train row, in the order in which the source gives them: drawn by a seed, the same in every pass.</summary>
/// <param name="seed">The seed.</param>
public sealed class FoldOrder(ulong seed)
{
    /// <summary>How many folds there are.</summary>
    public const int Count = 5;

    private readonly SplitMix random = new(seed);

    /// <summary>The fold of the next train row, from 0.</summary>
    public int Next() => (int)random.NextBelow(Count);
}
