namespace DeepPipe.Onnx;

/// <summary>Convolutions and transposed convolutions of one to three spatial dimensions.</summary>
internal static class ConvolutionLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::_convolution"] = Convolve,
        ["aten::_convolution_mode"] = ConvolveByMode,
    };

    // Operands: input, weight, bias, stride, padding, dilation, transposed, output padding, groups, and flags of backends.
    private static void Convolve(LoweringContext context, GraphNode node)
    {
        var spatialCount = context.TypeOf(node.Operands[1]).Rank - 2;
        var padding = Spatial.Spread(context, node.Operands[4], spatialCount);
        var pads = Spatial.BothSides(padding);
        if (!context.IsTrue(node.Operands[6]))
        {
            context.Give(context.Emit("Conv", Inputs(context, node), Attributes(context, node, pads, node.Operands[5], node.Operands[8])));
            return;
        }
        var more = Spatial.Spread(context, node.Operands[7], spatialCount);
        var isWithinStride = more.Zip(Spatial.Spread(context, node.Operands[3], spatialCount)).All(pair => pair.First < pair.Second);
        if (!isWithinStride)
            (pads, more) = (WithLess(context, padding, more), more.Select(_ => 0L).ToList());
        var attributes = Attributes(context, node, pads, node.Operands[5], node.Operands[8]);
        context.Give(context.Emit("ConvTranspose", Inputs(context, node), [.. attributes, ("output_padding", more)]));
    }

    // Output padding is less padding at the end; ONNX Runtime takes none as large as the stride.
    private static IReadOnlyList<long> WithLess(LoweringContext context, IReadOnlyList<long> padding, IReadOnlyList<long> more)
    {
        var ends = padding.Zip(more, (size, less) => size - less).ToList();
        return ends.All(size => size >= 0)
            ? [.. padding, .. ends]
            : throw context.Refuse("an output padding that is neither less than the stride nor covered by the padding is not known.");
    }

    // Operands: input, weight, bias, stride, "same" or "valid", dilation, groups. torch puts the odd one of "same" at the end.
    private static void ConvolveByMode(LoweringContext context, GraphNode node)
    {
        var kernel = Kernel(context, node);
        var dilation = Spatial.Spread(context, node.Operands[5], kernel.Count);
        var isSame = node.Operands[4] is Operand.Text { Characters: "same" };
        var totals = kernel.Zip(dilation, (size, step) => isSame ? step * (size - 1) : 0).ToList();
        IReadOnlyList<long> pads = [.. totals.Select(total => total / 2), .. totals.Select(total => total - total / 2)];
        context.Give(context.Emit("Conv", Inputs(context, node), Attributes(context, node, pads, node.Operands[5], node.Operands[6])));
    }

    private static IReadOnlyList<string> Inputs(LoweringContext context, GraphNode node)
    {
        List<string> inputs = [context.Name(node.Operands[0]), context.Name(node.Operands[1])];
        if (node.Operands[2] is not Operand.None)
            inputs.Add(context.Name(node.Operands[2]));
        return inputs;
    }

    private static (string Name, object Value)[] Attributes(
        LoweringContext context, GraphNode node, IReadOnlyList<long> pads, Operand dilation, Operand groups)
    {
        var kernel = Kernel(context, node);
        return
        [
            ("kernel_shape", kernel),
            ("strides", Spatial.Spread(context, node.Operands[3], kernel.Count)),
            ("pads", pads),
            ("dilations", Spatial.Spread(context, dilation, kernel.Count)),
            ("group", context.Fixed(groups)),
        ];
    }

    private static IReadOnlyList<long> Kernel(LoweringContext context, GraphNode node) =>
        Spatial.Fixed(context, context.TypeOf(node.Operands[1]).Shape.Skip(2));
}
