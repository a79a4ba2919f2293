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
        ["aten::elu"] = (context, node) => context.Give(
            context.Emit("Elu", [ArithmeticLowerings.Own(context, node)], ("alpha", context.Number(node.Operands[1])))),
        ["aten::leaky_relu"] = (context, node) => context.Give(
            context.Emit("LeakyRelu", [ArithmeticLowerings.Own(context, node)], ("alpha", context.Number(node.Operands[1])))),
        ["aten::special_softmax"] = Softmax("Softmax"),
        ["aten::special_log_softmax"] = Softmax("LogSoftmax"),
        ["aten::dropout"] = Identity,
        ["aten::feature_dropout"] = Identity,
        ["aten::alpha_dropout"] = Identity,
        ["aten::feature_alpha_dropout"] = Identity,
    };

    private static void Identity(LoweringContext context, GraphNode node) => context.Give(context.Name(node.Operands[0]));

    private static void Gelu(LoweringContext context, GraphNode node)
    {
        var approximate = node.Operands.ElementAtOrDefault(1) is Operand.Text text ? text.Characters : "none";
        context.Give(context.Emit("Gelu", [ArithmeticLowerings.Own(context, node)], ("approximate", approximate)));
    }

    private static void Softplus(LoweringContext context, GraphNode node)
    {
        if (context.Number(node.Operands[1]) is not 1)
            throw context.Refuse("softplus is known with beta 1 only.");
        context.Give(context.Emit("Softplus", [ArithmeticLowerings.Own(context, node)]));
    }

    private static Lowering Softmax(string operation) => (context, node) => context.Give(context.Emit(
        operation,
        [ArithmeticLowerings.Own(context, node)],
        ("axis", context.Axis(node.Operands[1], context.TypeOf(node.Operands[0]).Rank))));
}
