using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Sums, means, extremes and their places.</summary>
/// <remarks>
/// Among numbers of which some are NaN, torch's extreme is NaN and its place that of the first NaN; ONNX leaves both open, and ONNX
/// Runtime may pass over NaN.
/// </remarks>
internal static class ReductionLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::sum"] = Reduce("ReduceSum"),
        ["aten::mean"] = Reduce("ReduceMean"),
        ["aten::amax"] = Reduce("ReduceMax"),
        ["aten::amin"] = Reduce("ReduceMin"),
        ["aten::max"] = Extreme("ReduceMax", "ArgMax", "Max"),
        ["aten::min"] = Extreme("ReduceMin", "ArgMin", "Min"),
        ["aten::argmax"] = (context, node) => context.Give(Place(context, node, "ArgMax")),
        ["aten::argmin"] = (context, node) => context.Give(Place(context, node, "ArgMin")),
        ["aten::topk"] = TopK,
        ["aten::cumsum"] = (context, node) => context.Give(context.Emit(
            "CumSum", [ArithmeticLowerings.Own(context, node), context.Scalar(context.Axis(node.Operands[1], Rank(context, node)), ScalarType.Int64)])),
    };

    private static int Rank(LoweringContext context, GraphNode node) => context.TypeOf(node.Operands[0]).Rank;

    // Operands: input, dimensions (none or empty: all), keep; or input and element type alone.
    private static Lowering Reduce(string operation) => (context, node) =>
    {
        var result = ArithmeticLowerings.Result(node);
        var element = Adding(operation, result);
        var own = ArithmeticLowerings.Own(context, node);
        var input = element == result ? own : context.Cast(own, element);
        var dimensions = node.Operands.ElementAtOrDefault(1) is Operand.List list ? context.FixedList(list) : [];
        var keep = node.Operands.Count > 2 && context.IsTrue(node.Operands[2]);
        var reduced = dimensions.Count == 0
            ? context.Emit(operation, [input], ("keepdims", keep))
            : context.Emit(operation, [input, context.Builder.Integers(dimensions)], ("keepdims", keep));
        context.Give(element == result ? reduced : context.Cast(reduced, result));
    };

    // ONNX adds no whole numbers smaller than int32; a sum in int64, cut to the type, is the one that wrapped on its way.
    private static ScalarType Adding(string operation, ScalarType result) =>
        operation == "ReduceSum" && result is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 ? ScalarType.Int64 : result;

    // max is three functions: of all, of two tensors, and along a dimension with the places.
    private static Lowering Extreme(string reduce, string place, string binary) => (context, node) =>
    {
        if (node.Operands.Count == 1)
            context.Give(context.Emit(reduce, [context.Name(node.Operands[0])], ("keepdims", 0)));
        else if (node.Operands[1] is Operand.Value)
            ArithmeticLowerings.Binary(binary)(context, node);
        else
        {
            var axis = context.Axis(node.Operands[1], Rank(context, node));
            var keep = context.IsTrue(node.Operands[2]);
            var input = context.Name(node.Operands[0]);
            context.Give(context.Emit(reduce, [input, context.Builder.Integers(axis)], ("keepdims", keep)), 0);
            context.Give(context.Emit(place, [input], ("axis", axis), ("keepdims", keep)), 1);
        }
    };

    private static string Place(LoweringContext context, GraphNode node, string operation)
    {
        var input = context.Name(node.Operands[0]);
        var keep = context.IsTrue(node.Operands[2]);
        if (node.Operands[1] is not Operand.None)
            return context.Emit(operation, [input], ("axis", context.Axis(node.Operands[1], Rank(context, node))), ("keepdims", keep));
        var place = context.Emit(operation, [Flat(context, input)], ("axis", 0), ("keepdims", 0));
        return keep ? context.Emit("Reshape", [place, context.Integers(node.Results[0].Type!.Shape)]) : place;
    }

    private static string Flat(LoweringContext context, string input) => context.Emit("Reshape", [input, context.Builder.Integers(-1)]);

    // Operands: input, k, dimension, largest, sorted.
    private static void TopK(LoweringContext context, GraphNode node)
    {
        var outputs = context.Builder.AddMany(
            node.Module,
            "TopK",
            [context.Name(node.Operands[0]), context.Integers(context.Sizes(node.Operands[1]))],
            2,
            ("axis", context.Axis(node.Operands[2], Rank(context, node))),
            ("largest", context.IsTrue(node.Operands[3])),
            ("sorted", context.IsTrue(node.Operands[4])));
        context.Give(outputs[0], 0);
        context.Give(outputs[1], 1);
    }
}
