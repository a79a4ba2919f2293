using global::Onnx;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Tensors made of nothing but a size and a number.</summary>
internal static class CreationLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::zeros"] = (context, node) => Fill(context, node, 0),
        ["aten::ones"] = (context, node) => Fill(context, node, 1),
        ["aten::full"] = (context, node) => Fill(context, node, context.Number(node.Operands[1])),
        ["aten::zeros_like"] = (context, node) => Fill(context, node, 0),
        ["aten::ones_like"] = (context, node) => Fill(context, node, 1),
        ["aten::full_like"] = (context, node) => Fill(context, node, context.Number(node.Operands[1])),
        ["aten::scalar_tensor"] = (context, node) => context.Give(context.As(node.Operands[0], ArithmeticLowerings.Result(node))),
        ["aten::arange"] = Range,
    };

    private static void Fill(LoweringContext context, GraphNode node, double number)
    {
        var type = node.Results[0].Type!;
        if (type.Rank == 0)
        {
            context.Give(context.Scalar(number, type.Element));
            return;
        }
        var value = context.Builder.Constant(OneElement(number, type.Element));
        context.Give(context.Emit("Expand", [value, context.Integers(type.Shape)]));
    }

    private static TensorProto OneElement(double number, ScalarType element)
    {
        var tensor = TensorWriter.Scalar(number, element);
        tensor.Dims.Add(1);
        return tensor;
    }

    // Operands: end; or start, end; or start, end, step; then element type, layout, device and pinning.
    private static void Range(LoweringContext context, GraphNode node)
    {
        var element = ArithmeticLowerings.Result(node);
        var numbers = node.Operands.Take(node.Operands.Count - 4).ToList();
        var (start, end) = numbers.Count == 1 ? (new Operand.Int(new Size(0)), numbers[0]) : (numbers[0], numbers[1]);
        var step = numbers.ElementAtOrDefault(2) ?? new Operand.Int(new Size(1));
        context.Give(context.Emit("Range", [context.As(start, element), context.As(end, element), context.As(step, element)]));
    }
}
