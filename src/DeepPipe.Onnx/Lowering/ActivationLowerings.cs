using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Activations and the softmax family; dropout is the identity in inference.</summary>
internal static class ActivationLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::relu"] = ArithmeticLowerings.Unary("Relu"),
        ["aten::sigmoid"] = ArithmeticLowerings.Unary("Sigmoid"),
        ["aten::special_expit"] = ArithmeticLowerings.Unary("Sigmoid"),
        ["aten::tanh"] = ArithmeticLowerings.Unary("Tanh"),
        ["aten::softplus"] = Softplus,
        ["aten::silu"] = (context, node) =>
        {
            var input = ArithmeticLowerings.Own(context, node);
            context.Give(context.Emit("Mul", [input, context.Emit("Sigmoid", [input])]));
        },
        ["aten::gelu"] = Gelu,
        ["aten::elu"] = Elu,
        ["aten::leaky_relu"] = (context, node) => context.Give(
            context.Emit("LeakyRelu", [ArithmeticLowerings.Own(context, node)], ("alpha", context.Number(node.Operands[1])))),
        ["aten::special_softmax"] = Softmax("Softmax"),
        ["aten::special_log_softmax"] = Softmax("LogSoftmax"),
        ["aten::dropout"] = Dropout,
        ["aten::feature_dropout"] = Dropout,
        ["aten::alpha_dropout"] = Dropout,
        ["aten::feature_alpha_dropout"] = Dropout,
    };

    // Operands: input, probability, training.
    private static void Dropout(LoweringContext context, GraphNode node)
    {
        if (context.IsTrue(node.Operands[2]))
            throw context.Refuse("the forward drops at random in evaluation too. Pass the module's own training flag to the function.");
        context.Give(context.Name(node.Operands[0]));
    }

    // Operands: input, alpha, scale, input scale.
    private static void Elu(LoweringContext context, GraphNode node)
    {
        if (node.Operands.Skip(2).Any(scale => context.Number(scale) is not 1))
            throw context.Refuse("elu is known with scale 1 and input scale 1 only.");
        context.Give(context.Emit("Elu", [ArithmeticLowerings.Own(context, node)], ("alpha", context.Number(node.Operands[1]))));
    }

    private static void Gelu(LoweringContext context, GraphNode node)
    {
        var approximate = node.Operands.ElementAtOrDefault(1) is Operand.Text text ? text.Characters : "none";
        context.Give(context.Emit("Gelu", [ArithmeticLowerings.Own(context, node)], ("approximate", approximate)));
    }

    private static void Softplus(LoweringContext context, GraphNode node)
    {
        if (context.Number(node.Operands[1]) is not 1 || context.Number(node.Operands[2]) is not 20)
            throw context.Refuse("softplus is known with beta 1 and threshold 20 only.");
        context.Give(context.Emit("Softplus", [ArithmeticLowerings.Own(context, node)]));
    }

    private static Lowering Softmax(string operation) => (context, node) => context.Give(context.Emit(
        operation,
        [ArithmeticLowerings.Own(context, node)],
        ("axis", context.Axis(node.Operands[1], context.TypeOf(node.Operands[0]).Rank))));
}
