using Apache.Arrow;

namespace DeepPipe.Data;

/// <summary>The part is drawn; only the number of rows matters.</summary>
internal sealed class RandomPartition(RandomSplitConfig split) : IPartition
{
    private long count;

    public string? Column => null;

    public void Observe(Part? filePart, int rowCount, StringArray? cells, long firstRow, BadCells bad) => count += rowCount;

    public Part[] Assign(ulong seed) => DrawnParts.Random(count, split.Validation, split.Test, seed);
}
