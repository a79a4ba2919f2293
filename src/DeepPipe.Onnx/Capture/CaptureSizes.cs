using System.Globalization;

namespace DeepPipe.Onnx;

/// <summary>The sizes of the dynamic dimensions in each of several captures.</summary>
/// <param name="Dimensions">The dynamic dimensions.</param>
/// <param name="Assignments">A size of each of them, one list a capture.</param>
internal sealed record CaptureSizes(IReadOnlyList<DynamicDimension> Dimensions, IReadOnlyList<IReadOnlyList<long>> Assignments)
{
    /// <summary>The sizes of a capture in words: <c>batch 3, time 8</c>.</summary>
    internal string Describe(int capture) => Describe(Dimensions, Assignments[capture]);

    /// <summary>The sizes of all captures in words.</summary>
    internal string Describe() => Dimensions is [var only]
        ? $"{only.Name} {string.Join(", ", Assignments.Select(sizes => sizes[0]))}"
        : string.Join("; ", Enumerable.Range(0, Assignments.Count).Select(Describe));

    internal static string Describe(IReadOnlyList<DynamicDimension> dimensions, IReadOnlyList<long> sizes) =>
        string.Join(", ", dimensions.Zip(sizes, (dimension, size) => string.Create(CultureInfo.InvariantCulture, $"{dimension.Name} {size}")));
}
