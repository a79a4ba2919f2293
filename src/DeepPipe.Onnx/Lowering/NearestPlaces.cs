using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>From which place of the input each place of the output is taken, where the nearest one counts.</summary>
/// <remarks>
/// torch multiplies by the input's share of the output, ONNX Runtime divides by the scale, both in float32: where the quotient is a whole
/// number one of them may fall below it. Where the sizes are known that is seen here, and the places are written down.
/// </remarks>
internal sealed class NearestPlaces
{
    private readonly IReadOnlyList<long[]> torchPlaces;

    private NearestPlaces(IReadOnlyList<long[]> torchPlaces, bool isSameInOnnx)
    {
        this.torchPlaces = torchPlaces;
        IsSameInOnnx = isSameInOnnx;
    }

    internal bool IsSameInOnnx { get; }

    /// <param name="context">What knows the sizes.</param>
    /// <param name="node">The operation.</param>
    /// <param name="spatialCount">How many dimensions are resized.</param>
    /// <param name="scales">A scale for each of them, or none where the sizes decide.</param>
    /// <param name="middle">Where in itself a place is asked for: 0 at its beginning, 0.5 in its middle.</param>
    internal static NearestPlaces Of(LoweringContext context, GraphNode node, int spatialCount, IReadOnlyList<double> scales, float middle)
    {
        var input = Spatial.Sizes(context, context.TypeOf(node.Operands[0]), spatialCount);
        var output = Spatial.Sizes(context, node.Results[0].Type!, spatialCount);
        var axes = Enumerable.Range(0, spatialCount).ToList();
        double? Scale(int axis) => scales.Count > 0 ? scales[axis] : null;

        var inTorch = axes.Select(axis => InTorch(input[axis], output[axis], Scale(axis), middle, isShort: spatialCount == 2)).ToList();
        var isSame = axes.All(axis => inTorch[axis].SequenceEqual(InOnnx(input[axis], output[axis], Scale(axis), middle) ?? []));
        return new NearestPlaces(inTorch, isSame);
    }

    internal string Gather(LoweringContext context, string input)
    {
        var result = input;
        for (var axis = 0; axis < torchPlaces.Count; axis++)
            result = context.Emit("Gather", [result, context.Builder.Integers(torchPlaces[axis])], ("axis", axis + 2));
        return result;
    }

    // In two dimensions torch has a short way for the same and for twice the size, whatever the scale.
    private static long[] InTorch(long input, long output, double? scale, float middle, bool isShort)
    {
        if (isShort && middle == 0 && (output == input || output == 2 * input))
            return Places(output, place => place * input / output);
        var share = scale is { } given ? (float)(1 / given) : (float)input / output;
        return Places(output, place => Math.Min((long)MathF.Floor((place + middle) * share), input - 1));
    }

    // Null where the reader would come to another size.
    private static long[]? InOnnx(long input, long output, double? scale, float middle)
    {
        var factor = scale is { } given ? (float)given : (float)output / input;
        if (scale is not null && (long)(factor * input) != output)
            return null;
        // The middle is taken off and put on again, as it is there: half_pixel, then round_prefer_ceil.
        return Places(output, place => Math.Clamp((long)MathF.Floor((place + middle) / factor - middle + middle), 0, input - 1));
    }

    private static long[] Places(long count, Func<long, long> place) => Enumerable.Range(0, (int)count).Select(index => place(index)).ToArray();
}
