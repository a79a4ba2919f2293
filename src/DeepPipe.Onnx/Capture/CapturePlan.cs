namespace DeepPipe.Onnx;

/// <summary>Which sizes of a dynamic dimension are tried.</summary>
/// <remarks>
/// Rows: small primes, so that large networks are captured fast. Any other dimension begins at the example's size; larger sizes tell
/// the most, as they go through all strides of a network; where they fail, because positions end or cuts do not come out even,
/// smaller ones follow, then multiples of the example's.
/// </remarks>
internal static class CapturePlan
{
    /// <summary>The smallest size of an example below which there are sizes enough.</summary>
    internal const long SmallestWithSmaller = 4;

    private static readonly long[] Rows = [2, 3, 5];

    /// <summary>The choices, best first; each has the same first size.</summary>
    internal static IReadOnlyList<long[]> Of(DynamicDimension dimension)
    {
        var size = dimension.ExampleSize;
        if (dimension.IsBatch)
            return [Rows];
        return size switch
        {
            < 2 => [[2, 3, 5]],
            < 4 => [[size, size + 3, 2 * size + 5], [size, 2 * size, 3 * size]],
            4 => [[4, 7, 13], [4, 3, 2], [4, 8, 12]],
            _ => [[size, size + 3, 2 * size + 5], [size, size - 1, size - 3], [size, 2 * size, 3 * size]],
        };
    }
}
