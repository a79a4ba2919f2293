using global::Onnx;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Whole numbers as bits.</summary>
internal static class BitLowerings
{
    private const long LastBit = 63;

    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::bitwise_and"] = Bitwise("And"),
        ["aten::bitwise_or"] = Bitwise("Or"),
        ["aten::bitwise_xor"] = Bitwise("Xor"),
        ["aten::bitwise_not"] = (context, node) => context.Give(ArithmeticLowerings.Result(node) == ScalarType.Bool
            ? context.Emit("Not", [context.Name(node.Operands[0])])
            : context.Emit("BitwiseNot", [context.Name(node.Operands[0])])),
        ["aten::bitwise_left_shift"] = ShiftLeft,
        ["aten::bitwise_right_shift"] = ShiftRight,
    };

    private static Lowering Bitwise(string operation) => (context, node) =>
    {
        var element = ArithmeticLowerings.Result(node);
        context.Give(context.Emit(
            element == ScalarType.Bool ? operation : $"Bitwise{operation}",
            [context.As(node.Operands[0], element), context.As(node.Operands[1], element)]));
    };

    // By more than there are bits, or by less than none, nothing is left.
    private static void ShiftLeft(LoweringContext context, GraphNode node)
    {
        var (number, places) = (context.As(node.Operands[0], ScalarType.Int64), context.As(node.Operands[1], ScalarType.Int64));
        var possible = Limited(context, places);
        var moved = Shifted(context, number, possible, "LEFT");
        var isPossible = context.Emit("Equal", [places, possible]);
        var shifted = context.Emit("Where", [isPossible, moved, context.Scalar(0L, ScalarType.Int64)]);
        context.Give(context.Cast(shifted, ArithmeticLowerings.Result(node)));
    }

    // ONNX moves numbers without a sign only: a negative one is turned over before and after, so that it fills up with its sign.
    private static void ShiftRight(LoweringContext context, GraphNode node)
    {
        var (number, places) = (context.As(node.Operands[0], ScalarType.Int64), context.As(node.Operands[1], ScalarType.Int64));
        var last = context.Scalar(LastBit, ScalarType.Int64);
        var isNegative = context.Emit("Less", [places, context.Scalar(0L, ScalarType.Int64)]);
        var count = context.Emit("Where", [isNegative, last, context.Emit("Min", [places, last])]);
        var isBelow = context.Emit("Less", [number, context.Scalar(0L, ScalarType.Int64)]);
        string Turned(string value) => context.Emit("Where", [isBelow, context.Emit("BitwiseNot", [value]), value]);
        context.Give(context.Cast(Turned(Shifted(context, Turned(number), count, "RIGHT")), ArithmeticLowerings.Result(node)));
    }

    private static string Limited(LoweringContext context, string places) => context.Emit(
        "Min", [context.Emit("Max", [places, context.Scalar(0L, ScalarType.Int64)]), context.Scalar(LastBit, ScalarType.Int64)]);

    private static string Shifted(LoweringContext context, string number, string places, string direction)
    {
        string Unsigned(string value) => context.Emit("Cast", [value], ("to", (int)TensorProto.Types.DataType.Uint64));
        return context.Cast(context.Emit("BitShift", [Unsigned(number), Unsigned(places)], ("direction", direction)), ScalarType.Int64);
    }
}
