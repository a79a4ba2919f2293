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

    // Operands: whole, part, dimension, start, end, step. The part's own size says where it ends.
    private static void ScatterSlice(LoweringContext context, GraphNode node)
    {
        var type = node.Results[0].Type!;
        var axis = context.Axis(node.Operands[2], type.Rank);
        var length = context.TypeOf(node.Operands[1]).Shape[axis];
        var start = node.Operands[3] is Operand.None ? new Size(0) : context.Sizes(node.Operands[3])[0];
        if (start is { IsFixed: true, Offset: < 0 })
            start = type.Shape[axis] + start;
        var step = node.Operands.Count > 5 ? context.Fixed(node.Operands[5]) : 1;
        var (whole, part) = (context.Name(node.Operands[0]), context.As(node.Operands[1], type.Element));
        context.Give(step == 1
            ? Replaced(context, whole, part, axis, start, start + length, type.Shape[axis])
            : Interleaved(context, whole, part, axis, start, length, step));
    }

    // Operands: whole, part, dimension, index.
    private static void ScatterSelection(LoweringContext context, GraphNode node)
    {
        var type = node.Results[0].Type!;
        var axis = context.Axis(node.Operands[2], type.Rank);
        var index = context.Sizes(node.Operands[3])[0];
        if (index is { IsFixed: true, Offset: < 0 })
            index = type.Shape[axis] + index;
        var part = context.Emit("Unsqueeze", [context.As(node.Operands[1], type.Element), context.Builder.Integers(axis)]);
        context.Give(Replaced(context, context.Name(node.Operands[0]), part, axis, index, index + 1, type.Shape[axis]));
    }

    private static string Replaced(LoweringContext context, string whole, string part, int axis, Size start, Size end, Size size)
    {
        string Cut(Size from, Size to) => context.Emit(
            "Slice", [whole, context.Integers([from]), context.Integers([to]), context.Builder.Integers(axis)]);

        List<string> parts = [part];
        if (start != new Size(0))
            parts.Insert(0, Cut(new Size(0), start));
        if (end != size)
            parts.Add(Cut(end, new Size(long.MaxValue)));
        return parts.Count == 1 ? part : context.Emit("Concat", parts, ("axis", axis));
    }

    // Each place of the dimension takes what stands in the whole, or the part's next, which is put behind the whole.
    private static string Interleaved(LoweringContext context, string whole, string part, int axis, Size start, Size length, long step)
    {
        var count = context.Emit("Shape", [whole], ("start", axis), ("end", axis + 1));
        var places = context.Emit(
            "Range",
            [context.Scalar(0L, ScalarType.Int64), context.Emit("Squeeze", [count, context.Builder.Integers(0)]), context.Scalar(1L, ScalarType.Int64)]);
        var offsets = context.Emit("Sub", [places, context.Integers([start])]);
        var (every, zero) = (context.Builder.Integers(step), context.Builder.Integers(0));
        var turns = context.Emit("Div", [offsets, every]);
        var isBehind = context.Emit("GreaterOrEqual", [offsets, zero]);
        var isTurn = context.Emit("Equal", [context.Emit("Mod", [offsets, every]), zero]);
        var isBefore = context.Emit("Less", [turns, context.Integers([length])]);
        var isTaken = context.Emit("And", [context.Emit("And", [isBehind, isTurn]), isBefore]);
        var sources = context.Emit("Where", [isTaken, context.Emit("Add", [turns, count]), places]);
        return context.Emit("Gather", [context.Emit("Concat", [whole, part], ("axis", axis)), sources], ("axis", axis));
    }
}
