using Apache.Arrow;

namespace DeepPipe.Data;

/// <summary>Learns of rows what their parts depend on, then gives each row its part.</summary>
internal interface IPartition
{
    /// <summary>The column that decides; null where none does.</summary>
    string? Column { get; }

    /// <summary>Takes the next rows.</summary>
    /// <param name="filePart">The part that their file names, if it does.</param>
    /// <param name="rowCount">How many.</param>
    /// <param name="cells">The cells of <see cref="Column"/>, null without one.</param>
    /// <param name="firstRow">The data row of the first, in its file.</param>
    /// <param name="bad">Takes cells that name no part.</param>
    void Observe(Part? filePart, int rowCount, StringArray? cells, long firstRow, BadCells bad);

    /// <summary>The part of every row, in order; rows behind the last one that has a part are not in it.</summary>
    Part[] Assign(ulong seed);
}

internal static class Partitions
{
    public static IPartition Of(SplitConfig split) => split switch
    {
        ColumnSplitConfig byColumn => new WordPartition(byColumn),
        FilesSplitConfig byFiles => new FilePartition(byFiles),
        RandomSplitConfig random => new RandomPartition(random),
        ChronologicalSplitConfig chronological => new ChronologicalPartition(chronological),
        StratifiedSplitConfig stratified => new StratifiedPartition(stratified),
        _ => throw new ArgumentOutOfRangeException(nameof(split)),
    };
}
