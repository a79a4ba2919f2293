using Apache.Arrow;

namespace DeepPipe.Data;

/// <summary>The part is drawn within the rows of one value.</summary>
internal sealed class StratifiedPartition(StratifiedSplitConfig split) : IPartition
{
    private readonly Strata strata = new(split.By);

    public string? Column => split.By;

    public void Observe(Part? filePart, int rowCount, StringArray? cells, long firstRow, BadCells bad) => strata.Add(cells!);

    public Part[] Assign(ulong seed) => DrawnParts.Stratified(strata.Rows, strata.Names, split.Validation, split.Test, seed);
}
