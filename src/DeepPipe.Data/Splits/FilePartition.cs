using Apache.Arrow;

namespace DeepPipe.Data;

/// <summary>The part is that of the file; a fraction of the rows that train may be drawn to validate.</summary>
internal sealed class FilePartition(FilesSplitConfig split) : IPartition
{
    private readonly List<Part> parts = [];
    private readonly Strata? strata = split.StratifyBy is { } column ? new(column) : null;

    public string? Column => split.StratifyBy;

    public void Observe(Part? filePart, int rowCount, StringArray? cells, long firstRow, BadCells bad)
    {
        parts.AddRange(Enumerable.Repeat(filePart!.Value, rowCount));
        if (filePart == Part.Train)
            strata?.Add(cells!);
    }

    // The files that train come first, and so do their rows.
    public Part[] Assign(ulong seed)
    {
        Part[] assigned = [.. parts];
        if (split.ValidationFraction is not { } fraction)
            return assigned;
        var trainCount = assigned.Count(part => part == Part.Train);
        var drawn = strata is null
            ? DrawnParts.Random(trainCount, fraction, 0, seed)
            : DrawnParts.Stratified(strata.Rows, strata.Names, fraction, 0, seed);
        drawn.CopyTo(assigned, 0);
        return assigned;
    }
}
