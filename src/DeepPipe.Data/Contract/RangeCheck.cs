using System.Globalization;
using Apache.Arrow;

namespace DeepPipe.Data;

/// <summary>Every value lies between two numbers, both allowed.</summary>
/// <param name="name">The column.</param>
/// <param name="least">The least value.</param>
/// <param name="greatest">The greatest.</param>
/// <param name="write">How a value reads in a message.</param>
internal sealed class RangeCheck(string name, double least, double greatest, Func<double, string> write) : IColumnCheck
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
        $"has {count} {(count == 1 ? "value" : "values")} out of range, the first in row {first.Row}: {write(first.Value)}. " +
        $"Expected {write(least)} to {write(greatest)} (data.columns.{name}.between).");
}
