using Apache.Arrow;

namespace DeepPipe.Features;

/// <summary>What is learned of one column of texts, sets, vectors or images, from its train rows.</summary>
internal interface IBlockFit
{
    /// <summary>Takes the cell of a train row, null where it is missing.</summary>
    /// <param name="cells">The cells of a batch, in canonical form.</param>
    /// <param name="index">The cell among them.</param>
    /// <exception cref="Encoders.CellException">The cell is no image that can be read, or of another width than those before.</exception>
    void Observe(IArrowArray cells, int index);

    /// <summary>Why the column cannot be a feature; null where it can.</summary>
    string? ReasonToDrop();

    /// <summary>The fitted column.</summary>
    BlockFeature Feature();
}
