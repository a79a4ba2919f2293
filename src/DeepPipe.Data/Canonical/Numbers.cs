using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace DeepPipe.Data;

/// <summary>A buffer of doubles as a canonical column: each value checked, NaN made null as well.</summary>
internal static class Numbers
{
    /// <summary>A buffer of <paramref name="length"/> doubles, to be filled through <paramref name="values"/>.</summary>
    public static ArrowBuffer Allocate(int length, out Span<double> values)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(length * sizeof(double));
        values = MemoryMarshal.Cast<byte, double>(bytes.AsSpan());
        return new ArrowBuffer(bytes);
    }

    /// <summary>The column over the first <paramref name="length"/> values of the buffer, which it takes over.</summary>
    public static DoubleArray Finish(ArrowBuffer buffer, int length, Cells cells)
    {
        var values = MemoryMarshal.Cast<byte, double>(buffer.Span)[..length];
        var gaps = ArrowBuffer.Empty;
        var gapCount = IsPlain(values, cells.IsInteger) ? 0 : Inspect(values, cells, out gaps);
        return new DoubleArray(new ArrayData(DoubleType.Default, length, gapCount, 0, [gaps, buffer]));
    }

    // Whether every value is finite (and whole, of integers), a vector at a time; the rest one by one.
    private static bool IsPlain(ReadOnlySpan<double> values, bool isInteger)
    {
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(values);
        if (!(isInteger ? AreWhole(vectors) : AreFinite(vectors)))
            return false;
        foreach (var value in values[(vectors.Length * Vector<double>.Count)..])
        {
            if (!double.IsFinite(value) || (isInteger && !NumberText.IsWhole(value)))
                return false;
        }
        return true;
    }

    // 0 * value is NaN unless the value is finite, and NaN stays in a sum.
    private static bool AreFinite(ReadOnlySpan<Vector<double>> vectors)
    {
        var sum = Vector<double>.Zero;
        foreach (var vector in vectors)
            sum += vector * Vector<double>.Zero;
        return sum == Vector<double>.Zero;
    }

    private static bool AreWhole(ReadOnlySpan<Vector<double>> vectors)
    {
        var largest = new Vector<double>(NumberText.LargestWhole);
        foreach (var vector in vectors)
        {
            if (Vector.Truncate(vector) != vector || Vector.GreaterThanAny(Vector.Abs(vector), largest))
                return false;
        }
        return true;
    }

    private static int Inspect(ReadOnlySpan<double> values, Cells cells, out ArrowBuffer validity)
    {
        var bitmap = new byte[(values.Length + 7) / 8];
        var gapCount = 0;
        for (var row = 0; row < values.Length; row++)
        {
            var value = values[row];
            if (double.IsNaN(value))
                gapCount++;
            else
                bitmap[row >> 3] |= (byte)(1 << (row & 7));
            if (double.IsInfinity(value))
                cells.Bad.AddInfinite(cells.FirstRow + row, cells.Name, value > 0 ? "infinity" : "-infinity");
            else if (cells.IsInteger && !double.IsNaN(value) && !NumberText.IsWhole(value))
                AddNotWhole(value, row, cells);
        }
        validity = gapCount == 0 ? ArrowBuffer.Empty : new ArrowBuffer(bitmap);
        return gapCount;
    }

    private static void AddNotWhole(double value, int row, Cells cells)
    {
        var text = value.ToString(CultureInfo.InvariantCulture);
        if (value == Math.Truncate(value))
            cells.Bad.AddTooLarge(cells.FirstRow + row, cells.Name, text);
        else
            cells.Bad.AddFraction(cells.FirstRow + row, cells.Name, text);
    }
}
