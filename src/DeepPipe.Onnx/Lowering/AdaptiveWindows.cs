using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Windows of different sizes, where the output size does not divide the input's.</summary>
/// <param name="sizes">The spatial sizes of the input.</param>
/// <param name="output">Those of the output.</param>
internal sealed class AdaptiveWindows(IReadOnlyList<long> sizes, IReadOnlyList<long> output)
{
    private int Count => sizes.Count;

    /// <summary>A row of weights for each place, [places, size].</summary>
    internal static Tensor Means(long size, long places)
    {
        var means = zeros(places, size, ScalarType.Float64);
        for (var place = 0L; place < places; place++)
        {
            var (start, end) = (Start(place, size, places), End(place, size, places));
            means.select(0, place).slice(0, start, end, 1).fill_(1.0 / (end - start));
        }
        return means;
    }

    /// <summary>The largest number of each window, and where it lies in its channel.</summary>
    /// <remarks>
    /// Every window is gathered at the size of the largest; what is missing repeats its last element, which changes neither the largest
    /// number nor its first place.
    /// </remarks>
    internal IReadOnlyList<string> Largest(LoweringContext context, GraphNode node, string input)
    {
        using var scope = NewDisposeScope();
        var windows = input;
        for (var axis = 0; axis < Count; axis++)
            windows = context.Emit("Gather", [windows, Constant(context, Members(sizes[axis], output[axis]))], ("axis", 2 + 2 * axis));
        var axes = Enumerable.Range(0, Count).Select(axis => 3L + 2 * axis).ToList();
        var largest = context.Emit("ReduceMax", [windows, context.Builder.Integers(axes)], ("keepdims", 0));
        return context.IsUsed(node, 1) ? [largest, Places(context, windows)] : [largest];
    }

    // Windows lie as [rows, channels, place, member, place, member ...]; the members move to the end and become one dimension.
    private string Places(LoweringContext context, string windows)
    {
        var spatial = Enumerable.Range(0, Count).ToList();
        List<long> order = [0, 1, .. spatial.Select(axis => 2L + 2 * axis), .. spatial.Select(axis => 3L + 2 * axis)];
        var members = context.Emit("Transpose", [windows], ("perm", order));
        var flat = context.Emit("Reshape", [members, context.Builder.Integers([0, 0, .. output, -1])]);
        var first = context.Emit("ArgMax", [flat], ("axis", -1), ("keepdims", 1));
        var shape = context.Emit("Shape", [flat]);
        var table = context.Emit("Expand", [Constant(context, PlacesInChannel()), shape]);
        var found = context.Emit("GatherElements", [table, first], ("axis", -1));
        return context.Emit("Squeeze", [found, context.Builder.Integers(-1)]);
    }

    // [places ..., members of a window in all dimensions]
    private Tensor PlacesInChannel()
    {
        var result = zeros(Enumerable.Repeat(1L, 2 * Count).ToArray(), ScalarType.Int64);
        for (var axis = 0; axis < Count; axis++)
        {
            var step = sizes.Skip(axis + 1).Aggregate(1L, (product, size) => product * size);
            var shape = Enumerable.Repeat(1L, 2 * Count).ToArray();
            var members = Members(sizes[axis], output[axis]);
            (shape[axis], shape[Count + axis]) = (members.shape[0], members.shape[1]);
            result = result + members.reshape(shape) * step;
        }
        return result.reshape([.. output, -1]);
    }

    // The indices that belong to each place: [places, members of the largest window].
    private static Tensor Members(long size, long places)
    {
        var starts = Enumerable.Range(0, (int)places).Select(place => Start(place, size, places)).ToList();
        var ends = Enumerable.Range(0, (int)places).Select(place => End(place, size, places)).ToList();
        var largest = (int)starts.Zip(ends, (start, end) => end - start).Max();
        var members = starts.Zip(ends)
            .SelectMany(pair => Enumerable.Range(0, largest).Select(member => Math.Min(pair.First + member, pair.Second - 1))).ToArray();
        return tensor(members, ScalarType.Int64).reshape(places, largest);
    }

    private static long Start(long place, long size, long places) => place * size / places;

    private static long End(long place, long size, long places) => ((place + 1) * size + places - 1) / places;

    private static string Constant(LoweringContext context, Tensor tensor) => context.Builder.Constant(TensorWriter.Write("", tensor));
}
