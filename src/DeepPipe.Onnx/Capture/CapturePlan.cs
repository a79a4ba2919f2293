namespace DeepPipe.Onnx;

/// <summary>Which sizes of a dynamic dimension are tried.</summary>
/// <remarks>
/// Rows: small primes, so that large networks are captured fast. Any other dimension begins at the example's size; larger sizes tell
/// the most, as they go through all strides of a network; where they fail, because positions end or cuts do not come out even,
/// smaller ones follow, then multiples of the example's.
/// </remarks>
internal static class CapturePlan
{
    private static readonly long[] Rows = [2, 3, 5];

    /// <summary>The choices, best first; each has the same first size.</summary>
    internal static IReadOnlyList<long[]> Of(DynamicDimension dimension)
    {
        var size = dimension.ExampleSize;
        if (dimension.IsBatch)
            return [Rows];
        return size < 2
            ? [[2, 3, 5]]
            : size < 5
                ? [[size, size + 3, 2 * size + 5], [size, 2 * size, 3 * size]]
                : [[size, size + 3, 2 * size + 5], [size, size - 1, size - 3], [size, 2 * size, 3 * size]];
    }
}
