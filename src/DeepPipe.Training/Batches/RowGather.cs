using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>Chosen rows of a matrix on the CPU, copied one after another.</summary>
/// <remarks>
/// Managed code, for torch's index_select takes several times as long for rows of a few cells. Addresses are native integers: a
/// matrix may be larger than a span.
/// </remarks>
internal static class RowGather
{
    /// <summary>The rows chosen, in the order given; owned by the caller's dispose scope.</summary>
    /// <param name="matrix">[rows, ...] on the CPU; each row is contiguous, and rows may overlap.</param>
    /// <param name="rows">Indices into its dimension 0; one may come several times.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is not a row of the matrix.</exception>
    public static Tensor Of(Tensor matrix, ReadOnlySpan<int> rows)
    {
        var result = empty([rows.Length, .. matrix.shape[1..]], matrix.dtype);
        Into(result, matrix, rows);
        return result;
    }

    /// <summary>Writes the rows chosen into a matrix of as many rows.</summary>
    /// <param name="destination">[chosen rows, ...], contiguous, on the CPU, of the source's type and width.</param>
    /// <param name="source">[rows, ...] on the CPU; each row is contiguous, and rows may overlap.</param>
    /// <param name="rows">Indices into the source's dimension 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is not a row of the source.</exception>
    public static void Into(Tensor destination, Tensor source, ReadOnlySpan<int> rows)
    {
        if (destination.numel() == 0)
            return;
        using var firstOfSource = source.narrow(0, 0, 1);
        var width = firstOfSource.bytes.Length;
        var step = (nint)(source.stride(0) * source.element_size());
        var rowCount = (uint)Math.Min(source.shape[0], int.MaxValue);
        ref var from = ref MemoryMarshal.GetReference(firstOfSource.bytes);
        ref var to = ref MemoryMarshal.GetReference(destination.bytes);
        if (width == sizeof(int) && step == width)
            CopyCells(ref Unsafe.As<byte, int>(ref to), ref Unsafe.As<byte, int>(ref from), rowCount, rows);
        else if (width == sizeof(long) && step == width)
            CopyCells(ref Unsafe.As<byte, long>(ref to), ref Unsafe.As<byte, long>(ref from), rowCount, rows);
        else
            CopyRows(ref to, ref from, width, step, rowCount, rows);
    }

    private static void CopyCells<T>(ref T to, ref T from, uint rowCount, ReadOnlySpan<int> rows)
    {
        for (var index = 0; index < rows.Length; index++)
            Unsafe.Add(ref to, index) = Unsafe.Add(ref from, (nint)Checked(rows[index], rowCount));
    }

    private static void CopyRows(ref byte to, ref byte from, int width, nint step, uint rowCount, ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
        {
            Unsafe.CopyBlockUnaligned(ref to, ref Unsafe.Add(ref from, (nint)Checked(row, rowCount) * step), (uint)width);
            to = ref Unsafe.Add(ref to, width);
        }
    }

    private static uint Checked(int row, uint rowCount) => (uint)row < rowCount ? (uint)row : throw NoSuchRow(row, rowCount);

    private static ArgumentOutOfRangeException NoSuchRow(int row, uint rowCount) => new("rows", row, $"The matrix has {rowCount} rows.");
}
