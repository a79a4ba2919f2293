using System.Globalization;
using Apache.Arrow;

namespace DeepPipe.Data;

/// <summary>Every value lies between two numbers, both allowed.</summary>
internal sealed class RangeCheck(string name, double least, double greatest) : IColumnCheck
{
    private long count;
    private (long Row, double Value) first;

    public void Observe(IArrowArray column, long firstRow)
    {
        var values = ((DoubleArray)column).Values;
        for (var row = 0; row < values.Length; row++)
        {
            if (!(values[row] < least) && !(values[row] > greatest))
                continue;
            if (count++ == 0)
                first = (firstRow + row, values[row]);
        }
    }

    public string? Violation(long rowCount) => count == 0 ? null : string.Create(CultureInfo.InvariantCulture,
        $"has {count} {(count == 1 ? "value" : "values")} out of range, the first in row {first.Row}: {first.Value}. " +
        $"Expected {least} to {greatest} (data.columns.{name}.between).");
}
