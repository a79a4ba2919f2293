using System.Globalization;
using Apache.Arrow;

namespace DeepPipe.Data;

/// <summary>At most a fraction of the rows has no value.</summary>
internal sealed class MissingCheck(string name, double atMost) : IColumnCheck
{
    private long gapCount;
    private long firstGap;

    public void Observe(IArrowArray column, long firstRow)
    {
        for (var row = 0; gapCount == 0 && column.NullCount > 0 && row < column.Length; row++)
        {
            if (!column.IsNull(row))
                continue;
            firstGap = firstRow + row;
            break;
        }
        gapCount += column.NullCount;
    }

    public string? Violation(long rowCount) => gapCount <= atMost * rowCount ? null : string.Create(CultureInfo.InvariantCulture,
        $"has no value in {gapCount} of {rowCount} rows, the first in row {firstGap}. " +
        $"Expected at most a fraction of {atMost} (data.columns.{name}.missing.at_most).");
}
