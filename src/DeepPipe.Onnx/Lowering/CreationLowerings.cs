using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Tensors made of nothing but a size and a number.</summary>
internal static class CreationLowerings
{
    private static readonly Operand Zero = new Operand.Int(new Size(0));
    private static readonly Operand One = new Operand.Int(new Size(1));

    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::zeros"] = Fill(Zero),
        ["aten::ones"] = Fill(One),
        ["aten::full"] = (context, node) => Fill(node.Operands[1])(context, node),
        ["aten::zeros_like"] = Fill(Zero),
        ["aten::ones_like"] = Fill(One),
        ["aten::full_like"] = (context, node) => Fill(node.Operands[1])(context, node),
        ["aten::scalar_tensor"] = (context, node) => context.Give(context.As(node.Operands[0], ArithmeticLowerings.Result(node))),
        ["aten::empty"] = Fill(Zero),            // whatever the memory holds; 0 is such a number
        ["aten::empty_like"] = Fill(Zero),
        ["aten::arange"] = Range,
        ["aten::isreal"] = Fill(One),
        ["aten::eye"] = Identity,
    };

    private static Lowering Fill(Operand number) => (context, node) =>
    {
        var type = node.Results[0].Type!;
        var value = context.FixedScalar(number, type.Element);
        if (type.Rank > 0)
            value.Dims.Add(1);
        var constant = context.Builder.Constant(value);
        context.Give(type.Rank == 0 ? constant : context.Emit("Expand", [constant, context.Integers(type.Shape)]));
    };

    // Operands: end; or start, end; or start, end, step; then element type, layout, device and pinning.
    private static void Range(LoweringContext context, GraphNode node)
    {
        var element = ArithmeticLowerings.Result(node);
        var numbers = node.Operands.Take(node.Operands.Count - 4).ToList();
        var (start, end) = numbers.Count == 1 ? (new Operand.Int(new Size(0)), numbers[0]) : (numbers[0], numbers[1]);
        var step = numbers.ElementAtOrDefault(2) ?? new Operand.Int(new Size(1));
        context.Give(context.Emit("Range", [context.As(start, element), context.As(end, element), context.As(step, element)]));
    }

    // Operands: rows; or rows, columns.
    private static void Identity(LoweringContext context, GraphNode node)
    {
        var type = node.Results[0].Type!;
        var zeros = context.Emit("Expand", [context.Scalar(0L, ScalarType.Float32), context.Integers(type.Shape)]);
        context.Give(context.Cast(context.Emit("EyeLike", [zeros]), type.Element));
    }
}
