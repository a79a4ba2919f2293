using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Pools whose output size is given. Place i of n reaches from floor(i * size / n) to ceil((i + 1) * size / n).</summary>
internal static class AdaptivePoolingLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::adaptive_avg_pool1d"] = Average(1),
        ["aten::adaptive_avg_pool2d"] = Average(2),
        ["aten::adaptive_avg_pool3d"] = Average(3),
        ["aten::adaptive_max_pool1d"] = Largest(1),
        ["aten::adaptive_max_pool2d"] = Largest(2),
    };

    private static Lowering Average(int spatialCount) => (context, node) =>
    {
        var output = Output(context, node, spatialCount);
        Spatial.OverRows(context, node, spatialCount, input =>
        {
            if (output.All(size => size == 1))
                return [context.Emit("GlobalAveragePool", [input])];
            var sizes = Spatial.Sizes(context, context.TypeOf(node.Operands[0]), spatialCount);
            return [Divides(sizes, output)
                ? context.Emit("AveragePool", [input], Window(sizes, output))
                : ByMatrices(context, node, input, sizes, output)];
        });
    };

    private static Lowering Largest(int spatialCount) => (context, node) =>
    {
        var output = Output(context, node, spatialCount);
        Spatial.OverRows(context, node, spatialCount, input =>
        {
            if (output.All(size => size == 1) && !context.IsUsed(node, 1))
                return [context.Emit("GlobalMaxPool", [input])];
            var sizes = Spatial.Sizes(context, context.TypeOf(node.Operands[0]), spatialCount);
            return Divides(sizes, output)
                ? PoolingLowerings.MaxPool(context, node, input, Window(sizes, output))
                : new AdaptiveWindows(sizes, output).Largest(context, node, input);
        });
    };

    private static IReadOnlyList<long> Output(LoweringContext context, GraphNode node, int spatialCount) =>
        Spatial.Sizes(context, node.Results[0].Type!, spatialCount);

    private static bool Divides(IReadOnlyList<long> sizes, IReadOnlyList<long> output) =>
        sizes.Zip(output).All(pair => pair.First % pair.Second == 0);

    private static (string Name, object Value)[] Window(IReadOnlyList<long> sizes, IReadOnlyList<long> output)
    {
        var kernel = sizes.Zip(output, (size, count) => size / count).ToList();
        return [("kernel_shape", kernel), ("strides", kernel)];
    }

    // Along each dimension the means are a product with a matrix that holds the weights of each place.
    private static string ByMatrices(
        LoweringContext context, GraphNode node, string input, IReadOnlyList<long> sizes, IReadOnlyList<long> output)
    {
        using var scope = NewDisposeScope();
        var element = ArithmeticLowerings.Result(node);
        var result = input;
        for (var axis = 0; axis < sizes.Count; axis++)
        {
            if (sizes[axis] == output[axis])
                continue;
            var isLast = axis == sizes.Count - 1;
            var means = AdaptiveWindows.Means(sizes[axis], output[axis]).to(element);   // [places, size]
            var matrix = context.Builder.Constant(TensorWriter.Write("", isLast ? means.t() : means));
            result = isLast
                ? context.Emit("MatMul", [result, matrix])
                : AlongColumns(context, result, [.. output.Take(axis)], [.. sizes.Skip(axis)], output[axis], matrix);
        }
        return result;
    }

    // The dimensions behind the one that is averaged are columns meanwhile.
    private static string AlongColumns(
        LoweringContext context, string input, IReadOnlyList<long> before, IReadOnlyList<long> sizes, long places, string means)
    {
        if (sizes.Count == 2)
            return context.Emit("MatMul", [means, input]);
        var columns = context.Emit("Reshape", [input, context.Builder.Integers([0, 0, .. before, sizes[0], -1])]);
        var product = context.Emit("MatMul", [means, columns]);
        return context.Emit("Reshape", [product, context.Builder.Integers([0, 0, .. before, places, .. sizes.Skip(1)])]);
    }
}
