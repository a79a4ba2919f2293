using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Activations and the softmax family; dropout is the identity in inference.</summary>
internal static class ActivationLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::relu"] = ArithmeticLowerings.Unary("Relu"),
        ["aten::relu6"] = (context, node) => context.Give(Clip(context, node, 0, 6)),
        ["aten::hardtanh"] = (context, node) => context.Give(
            Clip(context, node, context.Number(node.Operands[1]), context.Number(node.Operands[2]))),
        ["aten::leaky_relu"] = WithNumber("LeakyRelu", "alpha"),
        ["aten::rrelu"] = RandomLeakyRelu,
        ["aten::prelu"] = ParametricRelu,
        ["aten::elu"] = Elu,
        ["aten::selu"] = ArithmeticLowerings.Unary("Selu"),
        ["aten::celu"] = WithNumber("Celu", "alpha"),
        ["aten::gelu"] = Gelu,
        ["aten::silu"] = (context, node) =>
        {
            var input = ArithmeticLowerings.Own(context, node);
            context.Give(context.Emit("Mul", [input, context.Emit("Sigmoid", [input])]));
        },
        ["aten::glu"] = GatedLinear,
        ["aten::sigmoid"] = ArithmeticLowerings.Unary("Sigmoid"),
        ["aten::special_expit"] = ArithmeticLowerings.Unary("Sigmoid"),
        ["aten::log_sigmoid"] = LogSigmoid,
        ["aten::hardsigmoid"] = (context, node) => context.Give(
            context.Emit("HardSigmoid", [ArithmeticLowerings.Own(context, node)], ("alpha", 1.0 / 6), ("beta", 0.5))),
        ["aten::hardswish"] = ArithmeticLowerings.Unary("HardSwish"),
        ["aten::hardshrink"] = (context, node) => context.Give(Shrink(context, node, bias: 0)),
        ["aten::softshrink"] = (context, node) => context.Give(Shrink(context, node, context.Number(node.Operands[1]))),
        ["aten::threshold"] = Threshold,
        ["aten::tanh"] = ArithmeticLowerings.Unary("Tanh"),
        ["aten::softplus"] = Softplus,
        ["aten::softmax"] = Softmax("Softmax"),
        ["aten::special_softmax"] = Softmax("Softmax"),
        ["aten::special_log_softmax"] = Softmax("LogSoftmax"),
        ["aten::dropout"] = Dropout,
        ["aten::feature_dropout"] = Dropout,
        ["aten::alpha_dropout"] = Dropout,
        ["aten::feature_alpha_dropout"] = Dropout,
    };

    private static Lowering WithNumber(string operation, string attribute) => (context, node) => context.Give(
        context.Emit(operation, [ArithmeticLowerings.Own(context, node)], (attribute, context.Number(node.Operands[1]))));

    private static string Clip(LoweringContext context, GraphNode node, double low, double high)
    {
        var element = ArithmeticLowerings.Result(node);
        return context.Emit("Clip", [ArithmeticLowerings.Own(context, node), context.Scalar(low, element), context.Scalar(high, element)]);
    }

    private static string Shrink(LoweringContext context, GraphNode node, double bias) => context.Emit(
        "Shrink", [ArithmeticLowerings.Own(context, node)], ("lambd", context.Number(node.Operands[1])), ("bias", bias));

    // Operands: input, lower, upper, training. In evaluation the slope is the middle of the two.
    private static void RandomLeakyRelu(LoweringContext context, GraphNode node)
    {
        if (context.IsTrue(node.Operands[3]))
            throw context.Refuse("the forward draws slopes at random in evaluation too. Pass the module's own training flag to the function.");
        var slope = (context.Number(node.Operands[1]) + context.Number(node.Operands[2])) / 2;
        context.Give(context.Emit("LeakyRelu", [ArithmeticLowerings.Own(context, node)], ("alpha", slope)));
    }

    // Operands: input, slopes: one, or one for each channel, which is dimension 1.
    private static void ParametricRelu(LoweringContext context, GraphNode node)
    {
        var isOne = context.TypeOf(node.Operands[1]).Shape.All(size => size == new Size(1));
        var slopes = isOne
            ? context.Name(node.Operands[1])
            : Spatial.AlongChannels(context, node.Operands[1], context.TypeOf(node.Operands[0]).Rank);
        context.Give(context.Emit("PRelu", [context.Name(node.Operands[0]), slopes]));
    }

    // Operands: input, dimension. The second half of it is the gate of the first.
    private static void GatedLinear(LoweringContext context, GraphNode node)
    {
        var axis = context.Axis(node.Operands[1], context.TypeOf(node.Operands[0]).Rank);
        var parts = context.Builder.AddMany(
            node.Module, "Split", [context.Name(node.Operands[0])], 2, ("axis", axis), ("num_outputs", 2));
        context.Give(context.Emit("Mul", [parts[0], context.Emit("Sigmoid", [parts[1]])]));
    }

    private static void LogSigmoid(LoweringContext context, GraphNode node)
    {
        var negative = context.Emit("Neg", [ArithmeticLowerings.Own(context, node)]);
        context.Give(context.Emit("Neg", [context.Emit("Softplus", [negative])]));
    }

    // Operands: input, threshold, the value at and below it.
    private static void Threshold(LoweringContext context, GraphNode node)
    {
        var element = ArithmeticLowerings.Result(node);
        var input = ArithmeticLowerings.Own(context, node);
        var isBelow = context.Emit("LessOrEqual", [input, context.As(node.Operands[1], element)]);
        context.Give(context.Emit("Where", [isBelow, context.As(node.Operands[2], element), input]));
    }

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
        if (approximate == "none" && ArithmeticLowerings.Result(node) == ScalarType.Float64)
            throw context.Refuse("ONNX Runtime has no error function in float64, of which gelu is made. Cast to float32 before.");
        context.Give(context.Emit("Gelu", [ArithmeticLowerings.Own(context, node)], ("approximate", approximate)));
    }

    // Operands: input, beta, threshold: log(1 + exp(beta * x)) / beta, and x itself where beta * x is above the threshold. From 15 on the
    // two are the same number in float32.
    private static void Softplus(LoweringContext context, GraphNode node)
    {
        var element = ArithmeticLowerings.Result(node);
        var (beta, threshold) = (context.Number(node.Operands[1]), context.Number(node.Operands[2]));
        var input = ArithmeticLowerings.Own(context, node);
        var scaled = beta == 1 ? input : context.Emit("Mul", [input, context.Scalar(beta, element)]);
        var result = context.Emit("Softplus", [scaled]);
        if (beta != 1)
            result = context.Emit("Div", [result, context.Scalar(beta, element)]);
        context.Give(threshold >= 15
            ? result
            : context.Emit("Where", [context.Emit("Greater", [scaled, context.Scalar(threshold, element)]), input, result]));
    }

    private static Lowering Softmax(string operation) => (context, node) => context.Give(context.Emit(
        operation,
        [ArithmeticLowerings.Own(context, node)],
        ("axis", context.Axis(node.Operands[1], context.TypeOf(node.Operands[0]).Rank))));
}
