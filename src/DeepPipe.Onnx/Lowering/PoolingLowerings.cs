namespace DeepPipe.Onnx;

/// <summary>Pools with a window of a given size, and their undoing.</summary>
internal static class PoolingLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::max_pool1d"] = Largest(1),
        ["aten::max_pool2d"] = Largest(2),
        ["aten::max_pool3d"] = Largest(3),
        ["aten::max_pool1d_with_indices"] = Largest(1),
        ["aten::max_pool2d_with_indices"] = Largest(2),
        ["aten::max_pool3d_with_indices"] = Largest(3),
        ["aten::avg_pool1d"] = Average(1),
        ["aten::avg_pool2d"] = Average(2),
        ["aten::avg_pool3d"] = Average(3),
        ["aten::max_unpool2d"] = Unpool(2),
        ["aten::max_unpool3d"] = Unpool(3),
    };

    /// <summary>Adds a MaxPool. The places, its second output, count within a channel as torch's do; ONNX counts from the very first.</summary>
    internal static IReadOnlyList<string> MaxPool(
        LoweringContext context, GraphNode node, string input, params (string Name, object Value)[] attributes)
    {
        if (node.Results.Count == 1)
            return [context.Emit("MaxPool", [input], attributes)];
        var outputs = context.Builder.AddMany(node.Module, "MaxPool", [input], 2, attributes);
        var channel = context.Emit("ReduceProd", [context.Emit("Shape", [input], ("start", 2))], ("keepdims", 0));
        return [outputs[0], context.Emit("Mod", [outputs[1], channel])];
    }

    // Operands: input, kernel, stride, padding, dilation, ceil.
    private static Lowering Largest(int spatialCount) => (context, node) =>
    {
        var window = new PoolWindow(context, node, spatialCount, node.Operands[4], node.Operands[5]);
        (string, object)[] attributes = [.. window.Attributes, ("dilations", window.Dilation)];
        Spatial.OverRows(context, node, spatialCount, input => MaxPool(context, node, input, attributes));
    };

    // Operands: input, kernel, stride, padding, ceil, whether padding counts, and from two dimensions on a divisor.
    private static Lowering Average(int spatialCount) => (context, node) =>
    {
        var window = new PoolWindow(context, node, spatialCount, new Operand.Int(new Size(1)), node.Operands[4]);
        var divisor = node.Operands.ElementAtOrDefault(6) is { } given and not Operand.None ? context.Fixed(given) : (long?)null;
        Spatial.OverRows(context, node, spatialCount, input => [divisor is { } number
            ? SumOver(context, node, window, input, number)
            : Mean(context, node, window, input, context.IsTrue(node.Operands[5]))]);
    };

    // Where the last window reaches beyond the padding, torch counts the padding and not what lies beyond: the padding becomes a tensor.
    private static string Mean(LoweringContext context, GraphNode node, PoolWindow window, string input, bool countsPadding)
    {
        if (!countsPadding || !window.ReachesBeyond)
            return context.Emit("AveragePool", [input], [.. window.Attributes, ("count_include_pad", countsPadding)]);
        if (window is { IsOpen: true, MayLieInPadding: true })
            throw context.Refuse("ceil mode with a stride this long is known for spatial dimensions of fixed size only.");
        var padded = window.Padding.All(size => size == 0)
            ? input
            : PaddingLowerings.Zeros(context, node, input, Spatial.BothSides(window.Padding));
        return context.Emit("AveragePool", [padded], [.. window.AttributesWhenPadded]);
    }

    private static string SumOver(LoweringContext context, GraphNode node, PoolWindow window, string input, long divisor)
    {
        if (window.IsOpen)
            throw context.Refuse("ceil mode with a divisor is known for spatial dimensions of fixed size only.");
        var mean = context.Emit("AveragePool", [input], [.. window.Attributes, ("count_include_pad", 1)]);
        var factor = (double)window.Kernel.Aggregate(1L, (product, size) => product * size) / divisor;
        return context.Emit("Mul", [mean, context.Scalar(factor, ArithmeticLowerings.Result(node))]);
    }

    // Operands: input, places within the channel, output size, and in space stride and padding.
    private static Lowering Unpool(int spatialCount) => (context, node) =>
    {
        var element = ArithmeticLowerings.Result(node);
        var places = context.Name(node.Operands[1]);
        var channels = context.TypeOf(node.Operands[0]).Shape.SkipLast(spatialCount).ToList();
        var flat = context.Builder.Integers([.. channels.Select(_ => 0L), -1]);
        var shape = context.Integers([.. channels, .. context.Sizes(node.Operands[2])]);
        var nothing = context.Emit("Reshape", [context.Emit("Expand", [context.Scalar(0, element), shape]), flat]);
        var values = context.Emit("Reshape", [context.Name(node.Operands[0]), flat]);
        var filled = context.Emit("ScatterElements", [nothing, context.Emit("Reshape", [places, flat]), values], ("axis", -1));
        context.Give(context.Emit("Reshape", [filled, shape]));
    };
}
