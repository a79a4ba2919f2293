using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Rearrangements of images: pixels into channels and back, patches into columns and back.</summary>
internal static class ImageLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::pixel_shuffle"] = PixelShuffle,
        ["aten::pixel_unshuffle"] = PixelUnshuffle,
        ["aten::channel_shuffle"] = ChannelShuffle,
        ["aten::im2col"] = (context, node) => Spatial.OverRows(context, node, 2, input => [Unfold(context, node, input)]),
        ["aten::col2im"] = (context, node) => Spatial.OverRows(context, node, 1, input => [Fold(context, node, input)]),
    };

    private static void PixelShuffle(LoweringContext context, GraphNode node)
    {
        RequireImages(context, node);
        context.Give(context.Emit(
            "DepthToSpace", [context.Name(node.Operands[0])], ("blocksize", context.Fixed(node.Operands[1])), ("mode", "CRD")));
    }

    // ONNX puts the pixel before the channel where torch puts it behind.
    private static void PixelUnshuffle(LoweringContext context, GraphNode node)
    {
        RequireImages(context, node);
        var factor = context.Fixed(node.Operands[1]);
        var channels = Spatial.Fixed(context, context.TypeOf(node.Operands[0]).Shape.Skip(1).Take(1))[0];
        var blocks = context.Emit("SpaceToDepth", [context.Name(node.Operands[0])], ("blocksize", factor));
        var order = Enumerable.Range(0, (int)(channels * factor * factor))
            .Select(place => place % (factor * factor) * channels + place / (factor * factor)).ToList();
        context.Give(channels == 1 ? blocks : context.Emit("Gather", [blocks, context.Builder.Integers(order)], ("axis", 1)));
    }

    private static void ChannelShuffle(LoweringContext context, GraphNode node)
    {
        var shape = context.TypeOf(node.Operands[0]).Shape;
        var groups = context.Fixed(node.Operands[1]);
        var width = Spatial.Fixed(context, [shape[1]])[0] / groups;
        var grouped = context.Emit("Reshape", [context.Name(node.Operands[0]), context.Builder.Integers(0, groups, width, -1)]);
        var moved = context.Emit("Transpose", [grouped], ("perm", new long[] { 0, 2, 1, 3 }));
        context.Give(context.Emit("Reshape", [moved, context.Integers([new Size(0), .. shape.Skip(1)])]));   // 0 keeps the rows
    }

    // Operands: input, kernel, dilation, padding, stride. What lies under the window is gathered along each dimension.
    private static string Unfold(LoweringContext context, GraphNode node, string input)
    {
        var (kernel, dilation) = (context.FixedList(node.Operands[1]), context.FixedList(node.Operands[2]));
        var (padding, stride) = (context.FixedList(node.Operands[3]), context.FixedList(node.Operands[4]));
        var sizes = Spatial.Sizes(context, context.TypeOf(node.Operands[0]), 2);
        var patches = padding.All(size => size == 0) ? input : PaddingLowerings.Zeros(context, node, input, Spatial.BothSides(padding));
        for (var axis = 0; axis < 2; axis++)
        {
            using var scope = NewDisposeScope();
            var places = (sizes[axis] + 2 * padding[axis] - dilation[axis] * (kernel[axis] - 1) - 1) / stride[axis] + 1;
            var members = arange(kernel[axis]).unsqueeze(1) * dilation[axis] + arange(places) * stride[axis];   // [kernel, places]
            patches = context.Emit("Gather", [patches, context.Builder.Constant(TensorWriter.Write("", members))], ("axis", 2 + 2 * axis));
        }
        var moved = context.Emit("Transpose", [patches], ("perm", new long[] { 0, 1, 2, 4, 3, 5 }));
        var columns = Spatial.Sizes(context, node.Results[0].Type!, 2);
        return context.Emit("Reshape", [moved, context.Builder.Integers(0, columns[0], columns[1])]);
    }

    // Operands: input, output size, kernel, dilation, padding, stride.
    private static string Fold(LoweringContext context, GraphNode node, string input) => context.Emit(
        "Col2Im",
        [input, context.Integers(context.Sizes(node.Operands[1])), context.Integers(context.Sizes(node.Operands[2]))],
        ("dilations", context.FixedList(node.Operands[3])),
        ("pads", Spatial.BothSides(context.FixedList(node.Operands[4]))),
        ("strides", context.FixedList(node.Operands[5])));

    private static void RequireImages(LoweringContext context, GraphNode node)
    {
        if (context.TypeOf(node.Operands[0]).Rank != 4)
            throw context.Refuse("an input of 4 dimensions is known: [rows, channels, height, width]. Flatten or add the first ones.");
    }
}
