using System.Globalization;
using Apache.Arrow;

namespace DeepPipe.Data;

/// <summary>The part is the place among all rows; rows behind the last part have none.</summary>
internal sealed class ChronologicalPartition(ChronologicalSplitConfig split) : IPartition
{
    private long count;

    public string? Column => null;

    public void Observe(Part? filePart, int rowCount, StringArray? cells, long firstRow, BadCells bad) => count += rowCount;

    public Part[] Assign(ulong seed)
    {
        var (train, validation, test) = split.Counts(count);
        var parts = train + validation + test;
        if (parts > count)
            throw new DataException(string.Create(CultureInfo.InvariantCulture,
                $"data.split asks for {train} rows to train, {validation} to validate and {test} to test, {parts} together; the table has {count}."));
        var assigned = new Part[parts];
        assigned.AsSpan((int)train, (int)validation).Fill(Part.Validation);
        assigned.AsSpan((int)(train + validation)).Fill(Part.Test);
        return assigned;
    }
}
