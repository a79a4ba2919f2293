using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace DeepPipe.Encoders.Tests;

public sealed class VectorEncodingTests
{
    [Fact]
    public void A_missing_list_is_NaN_everywhere() =>
        Assert.Equal([1, 2, float.NaN, float.NaN, 3, 4], Encode(new VectorEncoding(2), [1, 2], null, [3, 4]));

    [Fact]
    public void A_list_of_another_width_is_refused_with_its_cell()
    {
        var failure = Assert.Throws<CellException>(() => Encode(new VectorEncoding(2), [1, 2], [3]));
        Assert.Equal("Cell 2 has 1 numbers, not 2.", failure.Message);
        Assert.Equal(1, failure.Cell);
    }

    private static float[] Encode(VectorEncoding encoding, params float[]?[] cells)
    {
        var builder = new ListArray.Builder(FloatType.Default);
        foreach (var cell in cells)
        {
            if (cell is null)
                builder.AppendNull();
            else
            {
                builder.Append();
                ((FloatArray.Builder)builder.ValueBuilder).Append(cell);
            }
        }
        var blocks = new float[cells.Length * encoding.Width];
        encoding.Open().Encode(builder.Build(), 0, cells.Length, MemoryMarshal.AsBytes(blocks.AsSpan()));
        return blocks;
    }
}
