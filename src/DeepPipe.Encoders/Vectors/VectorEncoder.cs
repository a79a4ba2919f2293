using System.Runtime.InteropServices;
using Apache.Arrow;

namespace DeepPipe.Encoders;

internal sealed class VectorEncoder(int width) : ICellEncoder
{
    /// <inheritdoc/>
    public void Encode(IArrowArray column, int first, int count, Span<byte> blocks)
    {
        var lists = Cells.Of<ListArray>(column);
        var values = Cells.Of<FloatArray>(lists.Values);
        var numbers = MemoryMarshal.Cast<byte, float>(blocks);
        for (var row = 0; row < count; row++)
        {
            var block = numbers.Slice(row * width, width);
            if (lists.IsNull(first + row))
            {
                block.Fill(float.NaN);
                continue;
            }
            var start = lists.ValueOffsets[first + row];
            var length = lists.ValueOffsets[first + row + 1] - start;
            if (length != width)
                throw new CellException(first + row, $"has {length} numbers, not {width}");
            values.Values.Slice(start, width).CopyTo(block);
            for (var place = 0; values.NullCount > 0 && place < width; place++)
                if (values.IsNull(start + place))
                    block[place] = float.NaN;
        }
    }
}
