using Apache.Arrow;
using DeepPipe.Encoders;

namespace DeepPipe.Features;

/// <summary>The mean and deviation of each place, in one pass.</summary>
/// <remarks>Welford, "Note on a Method for Calculating Corrected Sums of Squares and Products" (1962).</remarks>
internal sealed class VectorFit(InputColumn column) : IBlockFit
{
    private double[] means = [];
    private double[] squares = [];      // sums of squared deviations
    private long[] counts = [];

    /// <inheritdoc/>
    public void Observe(IArrowArray cells, int index)
    {
        var lists = (ListArray)cells;
        if (lists.IsNull(index))
            return;
        var numbers = ((FloatArray)lists.Values).Values[lists.ValueOffsets[index]..lists.ValueOffsets[index + 1]];
        if (means.Length == 0)
            (means, squares, counts) = (new double[numbers.Length], new double[numbers.Length], new long[numbers.Length]);
        if (numbers.Length != means.Length || numbers.Length == 0)
            throw new CellException(index, $"has {numbers.Length} numbers, where the first row has {means.Length}");
        for (var place = 0; place < numbers.Length; place++)
            if (!float.IsNaN(numbers[place]))
                Observe(place, numbers[place]);
    }

    /// <inheritdoc/>
    public string? ReasonToDrop() => counts.All(count => count == 0) ? "it is missing in all train rows"
        : squares.All(square => square == 0) ? "it is the same in all train rows"
        : null;

    /// <inheritdoc/>
    public BlockFeature Feature() => new(column.Name, column.Type, new VectorEncoding(means.Length))
    {
        Mean = means,
        // A place that never differs says nothing: its numbers become 0, whatever they are divided by.
        Deviation = [.. squares.Select((square, place) => square > 0 ? Math.Sqrt(square / counts[place]) : 1)],
    };

    private void Observe(int place, double number)
    {
        var before = number - means[place];
        means[place] += before / ++counts[place];
        squares[place] += before * (number - means[place]);
    }
}
