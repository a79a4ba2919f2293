using Apache.Arrow;

namespace DeepPipe.Data;

/// <summary>The part is that of the file.</summary>
internal sealed class FilePartition : IPartition
{
    private readonly List<Part> parts = [];

    public string? Column => null;

    public void Observe(Part? filePart, int rowCount, StringArray? cells, long firstRow, BadCells bad) =>
        parts.AddRange(Enumerable.Repeat(filePart!.Value, rowCount));

    public Part[] Assign(ulong seed) => [.. parts];
}
