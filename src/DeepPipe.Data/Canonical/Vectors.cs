using System.Buffers;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using DeepPipe.Statistics;

namespace DeepPipe.Data;

/// <summary>A canonical column of vectors that is being filled, row by row.</summary>
/// <param name="rowCount">How many rows it will have.</param>
internal sealed class Vectors(int rowCount)
{
    private readonly ArrayBufferWriter<float> values = new();
    private readonly int[] offsets = new int[rowCount + 1];
    private readonly byte[] validity = new byte[(rowCount + 7) / 8];
    private int row;
    private int gapCount;

    /// <summary>Adds a number to the present row.</summary>
    public void Add(float value)
    {
        values.GetSpan(1)[0] = value;
        values.Advance(1);
    }

    /// <summary>Ends the present row.</summary>
    public void EndRow()
    {
        validity[row >> 3] |= (byte)(1 << (row & 7));
        offsets[++row] = values.WrittenCount;
    }

    /// <summary>A row without a vector.</summary>
    public void AppendGap()
    {
        gapCount++;
        offsets[++row] = values.WrittenCount;
    }

    /// <summary>The column, once every row is there.</summary>
    public ListArray Build()
    {
        var items = new FloatArray(
            new ArrowBuffer(MemoryMarshal.AsBytes(values.WrittenSpan).ToArray()), ArrowBuffer.Empty, values.WrittenCount, 0, 0);
        var places = new ArrowBuffer(MemoryMarshal.AsBytes(offsets.AsSpan()).ToArray());
        var gaps = gapCount == 0 ? ArrowBuffer.Empty : new ArrowBuffer(validity);
        return new ListArray(ArrowTypes.Of(ColumnType.Vector), rowCount, places, items, gaps, gapCount);
    }
}
