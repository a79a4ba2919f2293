namespace DeepPipe.Onnx;

/// <summary>Padding of every mode.</summary>
internal static class PaddingLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::_pad_enum"] = Pad,
    };

    /// <summary>Puts zeros around the last dimensions.</summary>
    /// <param name="context">The place where the nodes go.</param>
    /// <param name="node">The operation, whose result gives the element type.</param>
    /// <param name="input">The name of the tensor.</param>
    /// <param name="pads">All beginnings, then all ends; one of each for each of the last dimensions.</param>
    internal static string Zeros(LoweringContext context, GraphNode node, string input, IReadOnlyList<long> pads)
    {
        var axes = Enumerable.Range(1, pads.Count / 2).Reverse().Select(fromEnd => -(long)fromEnd).ToList();
        return context.Emit(
            "Pad", [input, context.Builder.Integers(pads), context.Scalar(0, ArithmeticLowerings.Result(node)), context.Builder.Integers(axes)]);
    }

    // Operands: input; before and behind the last dimension, the one before it, ...; mode; value. The modes are ATen's padding_mode.
    private static void Pad(LoweringContext context, GraphNode node)
    {
        var sizes = context.Sizes(node.Operands[1]);
        var count = sizes.Count / 2;
        var fromEnd = Enumerable.Range(0, count).Reverse().ToList();
        List<Size> pads = [.. fromEnd.Select(axis => sizes[2 * axis]), .. fromEnd.Select(axis => sizes[2 * axis + 1])];
        var element = ArithmeticLowerings.Result(node);
        context.Give(context.Emit(
            "Pad",
            [
                context.Name(node.Operands[0]),
                context.Integers(pads),
                node.Operands[3] is Operand.None ? "" : context.As(node.Operands[3], element),
                context.Builder.Integers(fromEnd.Select(axis => -(long)axis - 1).ToList()),
            ],
            ("mode", context.Fixed(node.Operands[2]) switch
            {
                0 => "reflect",
                1 => "edge",
                2 => "wrap",
                _ => "constant",
            })));
    }
}
