using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Tensors made of several: blocks, all pairs, and numbers put where others stood.</summary>
internal static class CombinationLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::block_diag"] = Blocks,
        ["aten::cartesian_prod"] = Product,
        ["aten::combinations"] = Combinations,
        ["aten::masked_scatter"] = MaskedScatter,
        ["aten::diagonal_scatter"] = DiagonalScatter,
    };

    // Each part with as much nothing before and behind as the others are wide, one below the other. A vector is a row.
    private static void Blocks(LoweringContext context, GraphNode node)
    {
        var element = ArithmeticLowerings.Result(node);
        var width = node.Results[0].Type!.Shape[1];
        var before = new Size(0);
        List<string> rows = [];
        foreach (var part in ((Operand.List)node.Operands[0]).Items)
        {
            var shape = context.TypeOf(part).Shape;
            var matrix = context.As(part, element);
            if (shape.Count < 2)
                matrix = context.Emit("Reshape", [matrix, context.Builder.Integers(1, -1)]);
            var own = shape.Count == 0 ? new Size(1) : shape[^1];
            var left = context.Integers([before]);
            before += own;
            var right = context.Emit("Sub", [context.Integers([width]), context.Integers([before])]);
            var zero = context.Builder.Integers(0);
            var padding = context.Emit("Concat", [zero, left, zero, right], ("axis", 0));
            rows.Add(context.Emit("Pad", [matrix, padding, context.Scalar(0L, element)]));
        }
        context.Give(rows.Count == 1 ? rows[0] : context.Emit("Concat", rows, ("axis", 0)));
    }

    // Of vectors, each of one with each of the next.
    private static void Product(LoweringContext context, GraphNode node)
    {
        var vectors = ((Operand.List)node.Operands[0]).Items;
        if (vectors.Count == 1)
        {
            context.Give(context.Name(vectors[0]));
            return;
        }
        var sizes = context.Integers(vectors.Select(vector => context.TypeOf(vector).Shape[0]).ToList());
        var columns = vectors.Select((vector, index) =>
        {
            var shape = vectors.Select((_, place) => place == index ? -1L : 1L).ToList();
            var turned = context.Emit("Reshape", [context.Name(vector), context.Builder.Integers(shape)]);
            return context.Emit("Reshape", [context.Emit("Expand", [turned, sizes]), context.Builder.Integers(-1, 1)]);
        }).ToList();
        context.Give(context.Emit("Concat", columns, ("axis", 1)));
    }

    // Operands: a vector, how many at a time, whether one may be taken again.
    private static void Combinations(LoweringContext context, GraphNode node)
    {
        if (context.TypeOf(node.Operands[0]).Shape[0] is not { IsFixed: true, Offset: var size })
            throw context.Refuse("combinations are known of a fixed size.");
        using var scope = NewDisposeScope();
        var places = combinations(arange(size, ScalarType.Int64), (int)context.Fixed(node.Operands[1]), context.IsTrue(node.Operands[2]));
        context.Give(context.Emit("Gather", [context.Name(node.Operands[0]), context.Builder.Constant(TensorWriter.Write("", places))], ("axis", 0)));
    }

    // Operands: input, mask, source. The n-th place under the mask takes the source's n-th number.
    private static void MaskedScatter(LoweringContext context, GraphNode node)
    {
        var shape = context.Integers(node.Results[0].Type!.Shape);
        var flat = context.Builder.Integers(-1);
        var mask = context.Emit("Expand", [context.Name(node.Operands[1]), shape]);
        var marks = context.Cast(context.Emit("Reshape", [mask, flat]), ScalarType.Int64);
        var order = context.Emit("Sub", [context.Emit("CumSum", [marks, context.Scalar(0L, ScalarType.Int64)]), marks]);
        var source = context.Emit("Reshape", [context.As(node.Operands[2], ArithmeticLowerings.Result(node)), flat]);
        // What stands behind the last mark asks for one number more than was needed.
        var last = context.Emit("Sub", [context.Emit("Shape", [source]), context.Builder.Integers(1)]);
        var taken = context.Emit("Gather", [source, context.Emit("Min", [order, last])], ("axis", 0));
        context.Give(context.Emit("Where", [mask, context.Emit("Reshape", [taken, shape]), context.Name(node.Operands[0])]));
    }

    // Operands: input, diagonal, offset, the two dimensions.
    private static void DiagonalScatter(LoweringContext context, GraphNode node)
    {
        var type = node.Results[0].Type!;
        var offset = context.Fixed(node.Operands[2]);
        var (row, column) = (context.Axis(node.Operands[3], type.Rank), context.Axis(node.Operands[4], type.Rank));
        var order = Enumerable.Range(0, type.Rank).Where(axis => axis != row && axis != column).Append(row).Append(column)
            .Select(axis => (long)axis).ToList();
        string Ordered(string values, IReadOnlyList<long> permutation) =>
            permutation.Select((axis, place) => axis == place).All(stays => stays) ? values : context.Emit("Transpose", [values], ("perm", permutation));

        var matrices = Ordered(context.Name(node.Operands[0]), order);
        var (rows, columns) = (IndexRange.Upto(context, type.Shape[row]), IndexRange.Upto(context, type.Shape[column]));
        var places = context.Emit("Sub", [columns, context.Emit("Unsqueeze", [rows, context.Builder.Integers(1)])]);
        var isOnDiagonal = context.Emit("Equal", [places, context.Scalar(offset, ScalarType.Int64)]);
        var numbers = context.As(node.Operands[1], type.Element);
        var last = context.Emit("Sub", [context.Emit("Shape", [numbers], ("start", -1)), context.Builder.Integers(1)]);
        var spread = context.Emit("Gather", [numbers, context.Emit("Min", [offset < 0 ? columns : rows, last])], ("axis", type.Rank - 2));
        var turned = context.Emit("Unsqueeze", [spread, context.Builder.Integers(offset < 0 ? -2 : -1)]);
        context.Give(Ordered(context.Emit("Where", [isOnDiagonal, turned, matrices]), ScatterLowerings.Inverse(order)));
    }
}
