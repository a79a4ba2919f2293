using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Numbers put at places that a tensor names.</summary>
internal static class ScatterLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::scatter"] = (context, node) => context.Give(Scattered(context, node, context.Name(node.Operands[0]), "none")),
        ["aten::scatter_add"] = (context, node) => context.Give(Scattered(context, node, context.Name(node.Operands[0]), "add")),
        ["aten::index_add"] = AddRows,
        ["aten::index_copy"] = (context, node) => context.Give(AlongRows(context, node, Rows(context, node, node.Operands[3]), "none")),
        ["aten::index_fill"] = FillRows,
    };

    private static int Axis(LoweringContext context, GraphNode node) => context.Axis(node.Operands[1], node.Results[0].Type!.Rank);

    private static string Scattered(LoweringContext context, GraphNode node, string input, string reduction)
    {
        var element = node.Results[0].Type!.Element;
        var source = context.As(node.Operands[3], element);
        if (node.Operands[3] is not Operand.Value { Source.Type.Rank: > 0 and var rank })
            return Elements(context, node, input, Spread(context, node, source), reduction);
        var places = context.TypeOf(node.Operands[2]).Shape;
        if (!places.SequenceEqual(context.TypeOf(node.Operands[3]).Shape))
            source = context.Emit(
                "Slice", [source, context.Builder.Integers(new long[rank]), context.Emit("Shape", [context.Name(node.Operands[2])])]);
        return Elements(context, node, input, source, reduction);
    }

    private static string Spread(LoweringContext context, GraphNode node, string number) =>
        context.Emit("Expand", [number, context.Emit("Shape", [context.Name(node.Operands[2])])]);

    private static string Elements(LoweringContext context, GraphNode node, string input, string source, string reduction)
    {
        string[] inputs = [input, context.As(node.Operands[2], ScalarType.Int64), source];
        return reduction == "none"
            ? context.Emit("ScatterElements", inputs, ("axis", Axis(context, node)))
            : context.Emit("ScatterElements", inputs, ("axis", Axis(context, node)), ("reduction", reduction));
    }

    // Operands: input, dimension, index [count], source, alpha.
    private static void AddRows(LoweringContext context, GraphNode node)
    {
        var rows = Rows(context, node, node.Operands[3]);
        if (node.Operands.Count > 4 && context.Number(node.Operands[4]) is not 1)
            rows = context.Emit("Mul", [rows, context.As(node.Operands[4], node.Results[0].Type!.Element)]);
        context.Give(AlongRows(context, node, rows, "add"));
    }

    private static string Rows(LoweringContext context, GraphNode node, Operand source)
    {
        var (axis, name) = (Axis(context, node), context.As(source, node.Results[0].Type!.Element));
        return axis == 0 ? name : context.Emit("Transpose", [name], ("perm", AxisFirst(context, node)));
    }

    // Operands: input, dimension, index [count], number.
    private static void FillRows(LoweringContext context, GraphNode node)
    {
        var type = node.Results[0].Type!;
        var axis = Axis(context, node);
        var count = context.Emit("Shape", [context.Name(node.Operands[2])]);
        var rest = type.Shape.Where((_, place) => place != axis).ToList();
        var shape = rest.Count == 0 ? count : context.Emit("Concat", [count, context.Integers(rest)], ("axis", 0));
        var rows = context.Emit("Expand", [context.As(node.Operands[3], type.Element), shape]);
        context.Give(AlongRows(context, node, rows, "none"));
    }

    // The dimension goes first, where ScatterND takes whole rows.
    private static string AlongRows(LoweringContext context, GraphNode node, string rows, string reduction)
    {
        var order = AxisFirst(context, node);
        var isFirst = Axis(context, node) == 0;
        var input = context.Name(node.Operands[0]);
        if (!isFirst)
            input = context.Emit("Transpose", [input], ("perm", order));
        var places = context.Emit("Unsqueeze", [context.As(node.Operands[2], ScalarType.Int64), context.Builder.Integers(-1)]);
        var written = context.Emit("ScatterND", [input, places, rows], ("reduction", reduction));
        return isFirst ? written : context.Emit("Transpose", [written], ("perm", Inverse(order)));
    }

    private static List<long> AxisFirst(LoweringContext context, GraphNode node)
    {
        long axis = Axis(context, node);
        return [axis, .. Enumerable.Range(0, node.Results[0].Type!.Rank).Select(place => (long)place).Where(place => place != axis)];
    }

    /// <summary>The order that turns a permuted tensor back.</summary>
    internal static IReadOnlyList<long> Inverse(IReadOnlyList<long> order) =>
        Enumerable.Range(0, order.Count).Select(axis => (long)order.ToList().IndexOf(axis)).ToList();
}
