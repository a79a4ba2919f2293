using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Numbers put into a tensor: what in-place operations and writes into views become.</summary>
internal static class WriteLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::copy"] = (context, node) => Fill(context, node, node.Operands[1]),
        ["aten::fill"] = (context, node) => Fill(context, node, node.Operands[1]),
        ["aten::zero"] = (context, node) => Fill(context, node, new Operand.Int(new Size(0))),
        ["aten::slice_scatter"] = ScatterSlice,
        ["aten::select_scatter"] = ScatterSelection,
    };

    private static void Fill(LoweringContext context, GraphNode node, Operand numbers)
    {
        var type = node.Results[0].Type!;
        var value = context.As(numbers, type.Element);
        var isWhole = numbers is Operand.Value { Source.Type: { } source } && source.Shape.SequenceEqual(type.Shape);
        context.Give(isWhole || type.Rank == 0 ? value : context.Emit("Expand", [value, context.Integers(type.Shape)]));
    }

    // Operands: whole, part, dimension, start, end, step.
    private static void ScatterSlice(LoweringContext context, GraphNode node)
    {
        var whole = context.TypeOf(node.Operands[0]);
        var axis = context.Axis(node.Operands[2], whole.Rank);
        var (size, length) = (whole.Shape[axis], context.TypeOf(node.Operands[1]).Shape[axis]);
        var start = context.Sizes(node.Operands[3])[0];
        var part = context.As(node.Operands[1], whole.Element);
        if (context.Fixed(node.Operands[5]) is not 1 and var step)
            context.Give(Interleave(context, node, axis, part, step));
        else
            context.Give(Between(context, node, axis, start, start + length, size, part));
    }

    // Operands: whole, part, dimension, index.
    private static void ScatterSelection(LoweringContext context, GraphNode node)
    {
        var whole = context.TypeOf(node.Operands[0]);
        var axis = context.Axis(node.Operands[2], whole.Rank);
        var start = context.Sizes(node.Operands[3])[0];
        var part = context.Emit("Unsqueeze", [context.As(node.Operands[1], whole.Element), context.Builder.Integers(axis)]);
        context.Give(Between(context, node, axis, start, start + 1, whole.Shape[axis], part));
    }

    // What lies before, the part, and what lies behind.
    private static string Between(LoweringContext context, GraphNode node, int axis, Size start, Size end, Size size, string part)
    {
        var whole = context.Name(node.Operands[0]);
        var pieces = new List<string> { part };
        if (start != new Size(0))
            pieces.Insert(0, Cut(context.Builder.Integers(0), context.Integers([start])));
        if (end != size)
            pieces.Add(Cut(context.Integers([end]), context.Builder.Integers(long.MaxValue)));
        return pieces.Count == 1 ? part : context.Emit("Concat", pieces, ("axis", axis));

        string Cut(string from, string to) => context.Emit("Slice", [whole, from, to, context.Builder.Integers(axis)]);
    }

    // Every step-th place of a range takes the next of the part; the others keep what they have.
    private static string Interleave(LoweringContext context, GraphNode node, int axis, string part, long step)
    {
        var whole = context.TypeOf(node.Operands[0]);
        var zero = context.Scalar(0L, ScalarType.Int64);
        var places = context.Emit(
            "Range", [zero, context.As(new Operand.Int(whole.Shape[axis]), ScalarType.Int64), context.Scalar(1L, ScalarType.Int64)]);
        var offset = context.Emit("Sub", [places, context.As(node.Operands[3], ScalarType.Int64)]);
        var isMeant = context.Emit("And", [
            context.Emit("Equal", [context.Emit("Mod", [offset, context.Scalar(step, ScalarType.Int64)]), zero]),
            context.Emit("And", [
                context.Emit("GreaterOrEqual", [offset, zero]),
                context.Emit("Less", [places, context.As(node.Operands[4], ScalarType.Int64)])])]);
        var last = context.Emit("Sub", [
            context.As(new Operand.Int(context.TypeOf(node.Operands[1]).Shape[axis]), ScalarType.Int64), context.Scalar(1L, ScalarType.Int64)]);
        var source = context.Emit("Min", [
            context.Emit("Max", [context.Emit("Div", [offset, context.Scalar(step, ScalarType.Int64)]), zero]), last]);
        var column = context.Builder.Integers([.. Enumerable.Range(0, whole.Rank).Select(dimension => dimension == axis ? -1L : 1L)]);
        return context.Emit("Where", [
            context.Emit("Reshape", [isMeant, column]), context.Emit("Gather", [part, source], ("axis", axis)), context.Name(node.Operands[0])]);
    }
}
