using System.Runtime.ExceptionServices;
using Apache.Arrow;
using DeepPipe.Encoders;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>Encodes a column's cells into a tensor, some rows on each processor: an image costs as much as a million numbers.</summary>
internal static class BlockCells
{
    private const int RowsPerPiece = 256;

    /// <param name="encoder">What encodes.</param>
    /// <param name="column">The cells.</param>
    /// <param name="blocks">[cells, ...], contiguous, on the CPU.</param>
    /// <param name="rowBytes">How many bytes a row has.</param>
    /// <exception cref="CellException">A cell cannot be encoded: the first of its piece.</exception>
    public static void Encode(ICellEncoder encoder, IArrowArray column, Tensor blocks, int rowBytes)
    {
        try
        {
            Parallel.For(0, (column.Length + RowsPerPiece - 1) / RowsPerPiece, piece =>
            {
                var first = piece * RowsPerPiece;
                var count = Math.Min(RowsPerPiece, column.Length - first);
                using var rows = blocks.narrow(0, first, count);
                encoder.Encode(column, first, count, rows.bytes[..(count * rowBytes)]);
            });
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }
    }
}
