using Apache.Arrow;
using DeepPipe.Encoders;
using DeepPipe.Features;
using DeepPipe.Statistics;

namespace DeepPipe.Export;

/// <summary>Synthetic cells of one text, set, vector or image.</summary>
internal abstract class GoldenBlock
{
    /// <summary>How many cells it takes to show every item of the vocabulary.</summary>
    public virtual int CoverCount => 0;

    public static GoldenBlock Of(BlockFeature feature, SplitMix random) => feature.Encoding switch
    {
        SetEncoding set => new GoldenSet(set, random),
        TokenEncoding tokens => new GoldenText(tokens, random),
        ImageEncoding image => new GoldenImage(image, random),
        VectorEncoding vector => new GoldenVector(vector, feature, random),
        _ => throw new ArgumentOutOfRangeException(nameof(feature), feature.Encoding, null),
    };

    /// <summary>Cells in the order of kinds that <see cref="GoldenRowSampler"/> keeps.</summary>
    public abstract IArrowArray Draw(int ordinaryCount, int coverCount);
}

/// <summary>Synthetic cells of one kind.</summary>
/// <param name="random">What they are drawn from.</param>
internal abstract class GoldenBlock<T>(SplitMix random) : GoldenBlock where T : class
{
    protected SplitMix Random { get; } = random;

    public sealed override IArrowArray Draw(int ordinaryCount, int coverCount)
    {
        var cells = new List<T?>();
        for (var row = 0; row < ordinaryCount; row++)
            cells.Add(Ordinary());
        cells.Add(null);
        cells.Add(Random.NextBelow(2) == 0 ? null : Ordinary());
        cells.AddRange([Unseen(), Least(), Most(), Ordinary(), Ordinary()]);
        for (var row = 0; row < coverCount; row++)
            cells.Add(CoverCount == 0 ? Ordinary() : Cover(row % CoverCount));
        return Array(cells);
    }

    protected abstract T Ordinary();

    /// <summary>A cell of what was never seen.</summary>
    protected virtual T Unseen() => Ordinary();

    /// <summary>A cell with as little as there can be.</summary>
    protected abstract T Least();

    /// <summary>A cell with more than there is room for.</summary>
    protected abstract T Most();

    /// <summary>One of the cells that show every item of the vocabulary.</summary>
    protected virtual T Cover(int index) => Ordinary();

    protected abstract IArrowArray Array(IReadOnlyList<T?> cells);
}
