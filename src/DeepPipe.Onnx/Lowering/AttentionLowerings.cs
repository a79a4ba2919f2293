using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Scaled dot-product attention: softmax(scale * query @ key^T + mask) @ value.</summary>
internal static class AttentionLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::scaled_dot_product_attention"] = Attend,
    };

    // Operands: query, key, value [..., time, width], mask, dropout, causal, scale, whether queries share heads.
    private static void Attend(LoweringContext context, GraphNode node)
    {
        if (context.Number(node.Operands[4]) is not 0)
            throw context.Refuse("the forward drops attention at random in evaluation too. Pass a probability of 0 unless the module trains.");
        if (context.IsTrue(node.Operands[7]))
            throw context.Refuse("keys that several heads share are not known. Repeat them.");

        context.Give(context.Opset >= 23 && context.TypeOf(node.Operands[0]).Rank == 4 ? AsOne(context, node) : InParts(context, node));
    }

    private static string AsOne(LoweringContext context, GraphNode node)
    {
        List<string> inputs = [context.Name(node.Operands[0]), context.Name(node.Operands[1]), context.Name(node.Operands[2])];
        if (node.Operands[3] is not Operand.None)
            inputs.Add(WholeMask(context, node));
        return context.Emit(
            "Attention", inputs, ("scale", Scale(context, node)), ("is_causal", context.IsTrue(node.Operands[5])));
    }

    // ONNX Runtime broadcasts a mask over rows and heads, not over time.
    private static string WholeMask(LoweringContext context, GraphNode node)
    {
        var mask = context.Name(node.Operands[3]);
        List<Size> times = [context.TypeOf(node.Operands[0]).Shape[^2], context.TypeOf(node.Operands[1]).Shape[^2]];
        return context.TypeOf(node.Operands[3]).Shape.TakeLast(2).SequenceEqual(times)
            ? mask
            : context.Emit("Expand", [mask, context.Integers(times)]);
    }

    private static string InParts(LoweringContext context, GraphNode node)
    {
        var scale = context.Scalar(Scale(context, node), ArithmeticLowerings.Result(node));
        var query = context.Emit("Mul", [context.Name(node.Operands[0]), scale]);
        var scores = context.Emit("MatMul", [query, Transposed(context, node.Operands[1])]);
        if (context.IsTrue(node.Operands[5]))
            scores = context.Emit("Add", [scores, CausalMask(context, node)]);
        var isMasked = node.Operands[3] is not Operand.None;
        if (isMasked)
            scores = Masked(context, node, scores);
        var weights = context.Emit("Softmax", [scores], ("axis", -1));
        if (isMasked)
            weights = ZeroWhereNothingIsSeen(context, node, weights);
        return context.Emit("MatMul", [weights, context.Name(node.Operands[2])]);
    }

    private static double Scale(LoweringContext context, GraphNode node) => node.Operands[6] is Operand.None
        ? 1 / Math.Sqrt(Spatial.Fixed(context, context.TypeOf(node.Operands[0]).Shape.TakeLast(1))[0])
        : context.Number(node.Operands[6]);

    private static string Transposed(LoweringContext context, Operand key)
    {
        var order = Enumerable.Range(0, context.TypeOf(key).Rank).Select(axis => (long)axis).ToList();
        (order[^1], order[^2]) = (order[^2], order[^1]);
        return context.Emit("Transpose", [context.Name(key)], ("perm", order));
    }

    // What comes later is minus infinity: above the diagonal of [query time, key time].
    private static string CausalMask(LoweringContext context, GraphNode node)
    {
        var nothing = context.Scalar(double.NegativeInfinity, ArithmeticLowerings.Result(node));
        var shape = context.Integers([context.TypeOf(node.Operands[0]).Shape[^2], context.TypeOf(node.Operands[1]).Shape[^2]]);
        return context.Emit(
            "Trilu", [context.Emit("Expand", [nothing, shape]), context.Scalar(1, ScalarType.Int64)], ("upper", 1));
    }

    // A mask of booleans says what is seen; one of numbers is added.
    private static string Masked(LoweringContext context, GraphNode node, string scores)
    {
        var element = ArithmeticLowerings.Result(node);
        return context.TypeOf(node.Operands[3]).Element == ScalarType.Bool
            ? context.Emit("Where", [context.Name(node.Operands[3]), scores, context.Scalar(double.NegativeInfinity, element)])
            : context.Emit("Add", [scores, context.As(node.Operands[3], element)]);
    }

    // The softmax of nothing but minus infinity is NaN; torch answers 0 there.
    private static string ZeroWhereNothingIsSeen(LoweringContext context, GraphNode node, string weights) => context.Emit(
        "Where", [context.Emit("IsNaN", [weights]), context.Scalar(0, ArithmeticLowerings.Result(node)), weights]);
}
