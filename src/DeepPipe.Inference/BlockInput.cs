using Apache.Arrow;
using DeepPipe.Bundle;
using DeepPipe.Encoders;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace DeepPipe.Inference;

/// <summary>Cells of a column to the block that the model reads. Any number of threads may encode at once.</summary>
internal sealed class BlockInput
{
    private readonly string column;
    private readonly CellEncoding encoding;
    private readonly ICellEncoder encoder;

    private BlockInput(string column, CellEncoding encoding)
    {
        (this.column, this.encoding) = (column, encoding);
        encoder = encoding.Open();
    }

    /// <summary>One for each input of a signature; null where the model reads the cells themselves.</summary>
    public static BlockInput?[] Of(Signature signature) =>
        [.. signature.Inputs.Select(input => input.Encoding is { } encoding ? new BlockInput(input.Name, encoding) : null)];

    /// <summary>The type of the model's input.</summary>
    public static TensorElementType ElementOf(CellEncoding encoding) => encoding.Element switch
    {
        BlockElement.Int64 => TensorElementType.Int64,
        BlockElement.UInt8 => TensorElementType.UInt8,
        _ => TensorElementType.Float,
    };

    /// <summary>How many bytes a row has.</summary>
    public int RowBytes => encoding.RowBytes;

    /// <summary>A tensor for so many rows, whose values are not set.</summary>
    public OrtValue Allocate(int rowCount) => OrtValue.CreateAllocatedTensorValue(
        OrtAllocator.DefaultInstance, ElementOf(encoding), [rowCount, .. encoding.Shape.Select(size => (long)size)]);

    /// <summary>Encodes the cells from <paramref name="first"/> on, as many as the tensor has rows.</summary>
    /// <exception cref="CellRefusedException">A cell cannot be encoded.</exception>
    public void Fill(OrtValue tensor, IArrowArray cells, int first, int count)
    {
        try
        {
            encoder.Encode(cells, first, count, tensor.GetTensorMutableRawData());
        }
        catch (CellException failure)
        {
            throw new CellRefusedException(failure.Cell, column, failure.Problem, failure);
        }
    }
}
