using System.Runtime.InteropServices;
using Apache.Arrow;
using DeepPipe.Statistics;

namespace DeepPipe.Data;

/// <summary>A window: the steps of a series from one on.</summary>
/// <param name="Series">The series' place among all.</param>
/// <param name="First">Its first step.</param>
internal readonly record struct Window(int Series, int First);

/// <summary>Cuts windows out of series as columns of vectors in canonical form.</summary>
internal static class WindowVectors
{
    // What a batch of windows holds at most, about: 16 MB of float32.
    private const int NumbersPerBatch = 4 << 20;

    /// <summary>How many windows a batch has at most.</summary>
    /// <param name="width">How many numbers a window has.</param>
    public static int RowsPerBatch(long width) => (int)Math.Clamp(NumbersPerBatch / width, 1, TableFile.BatchRows);

    /// <summary>A column of vectors: of each window some steps, one after another, each with some columns side by side.</summary>
    /// <param name="series">All series.</param>
    /// <param name="windows">The windows, a row each.</param>
    /// <param name="columns">The places of the columns.</param>
    /// <param name="offset">The first step, counted from the window's.</param>
    /// <param name="stepCount">How many steps.</param>
    public static ListArray Of(IReadOnlyList<StepSeries> series, ReadOnlySpan<Window> windows, IReadOnlyList<int> columns, int offset, int stepCount)
    {
        var width = stepCount * columns.Count;
        var bytes = new byte[windows.Length * width * sizeof(float)];
        var places = new int[windows.Length + 1];
        var numbers = MemoryMarshal.Cast<byte, float>(bytes.AsSpan());
        for (var row = 0; row < windows.Length; row++)
        {
            var cell = numbers.Slice(row * width, width);
            for (var channel = 0; channel < columns.Count; channel++)
            {
                var steps = series[windows[row].Series][columns[channel]].Slice(windows[row].First + offset, stepCount);
                for (var step = 0; step < stepCount; step++)
                    cell[(step * columns.Count) + channel] = (float)steps[step];
            }
            places[row + 1] = (row + 1) * width;
        }
        var items = new FloatArray(new ArrowBuffer(bytes), ArrowBuffer.Empty, windows.Length * width, 0, 0);
        var offsets = new ArrowBuffer(MemoryMarshal.AsBytes(places.AsSpan()).ToArray());
        return new ListArray(ArrowTypes.Of(ColumnType.Vector), windows.Length, offsets, items, ArrowBuffer.Empty, 0);
    }
}
