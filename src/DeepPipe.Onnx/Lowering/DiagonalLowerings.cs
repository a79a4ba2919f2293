using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Diagonals read and written.</summary>
internal static class DiagonalLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::diagonal"] = Diagonal,
        ["aten::diag_embed"] = Embed,
        ["aten::diagflat"] = (context, node) => context.Give(Matrix(
            context, node, context.Emit("Reshape", [context.Name(node.Operands[0]), context.Builder.Integers(-1)]), context.Fixed(node.Operands[1]), 0, 1)),
        ["aten::diag"] = (context, node) => context.Give(node.Results[0].Type!.Rank == 2
            ? Matrix(context, node, context.Name(node.Operands[0]), context.Fixed(node.Operands[1]), 0, 1)
            : Along(context, node.Operands[0], context.Fixed(node.Operands[1]), 0, 1, node.Results[0].Type!.Shape[^1])),
        ["aten::trace"] = Trace,
    };

    // Operands: input, offset, the two dimensions, which go; the diagonal is the last dimension.
    private static void Diagonal(LoweringContext context, GraphNode node)
    {
        var rank = context.TypeOf(node.Operands[0]).Rank;
        context.Give(Along(
            context, node.Operands[0], context.Fixed(node.Operands[1]), context.Axis(node.Operands[2], rank), context.Axis(node.Operands[3], rank),
            node.Results[0].Type!.Shape[^1]));
    }

    private static void Trace(LoweringContext context, GraphNode node)
    {
        var shape = context.TypeOf(node.Operands[0]).Shape;
        if (shape[0] != shape[1])
            throw context.Refuse("the trace is known of square matrices. Sum the diagonal of others.");
        var diagonal = Along(context, node.Operands[0], 0, 0, 1, shape[0]);
        context.Give(context.Emit("ReduceSum", [context.Cast(diagonal, ArithmeticLowerings.Result(node))], ("keepdims", 0)));
    }

    // Of rows that lie one behind the other, the diagonal is every element that is a row and one further than the last.
    private static string Along(LoweringContext context, Operand input, long offset, int row, int column, Size length)
    {
        var rank = context.TypeOf(input).Rank;
        var order = Enumerable.Range(0, rank).Where(axis => axis != row && axis != column).Append(row).Append(column).Select(axis => (long)axis).ToList();
        var matrices = order.SequenceEqual(Enumerable.Range(0, rank).Select(axis => (long)axis))
            ? context.Name(input)
            : context.Emit("Transpose", [context.Name(input)], ("perm", order));
        var lines = context.Emit("Reshape", [matrices, context.Builder.Integers([.. Enumerable.Repeat(0L, rank - 2), -1])]);
        var width = Number(context, context.TypeOf(input).Shape[column]);
        var start = offset >= 0
            ? context.Scalar(offset, ScalarType.Int64)
            : context.Emit("Mul", [width, context.Scalar(-offset, ScalarType.Int64)]);
        var steps = context.Emit("Mul", [Range(context, length), context.Emit("Add", [width, context.Scalar(1L, ScalarType.Int64)])]);
        return context.Emit("Gather", [lines, context.Emit("Add", [steps, start])], ("axis", rank - 2));
    }

    // Operands: input, offset, the two dimensions that come in.
    private static void Embed(LoweringContext context, GraphNode node)
    {
        var rank = node.Results[0].Type!.Rank;
        var (row, column) = (context.Axis(node.Operands[2], rank), context.Axis(node.Operands[3], rank));
        context.Give(Matrix(context, node, context.Name(node.Operands[0]), context.Fixed(node.Operands[1]), row, column));
    }

    // Zero, but on the diagonal where column = row + offset.
    private static string Matrix(LoweringContext context, GraphNode node, string diagonal, long offset, int row, int column)
    {
        var type = node.Results[0].Type!;
        var places = Range(context, type.Shape[column]);
        var rows = context.Emit("Unsqueeze", [places, context.Builder.Integers(1)]);
        var isOnDiagonal = context.Emit("Equal", [context.Emit("Sub", [places, rows]), context.Scalar(offset, ScalarType.Int64)]);
        var zero = context.Scalar(0L, type.Element);
        if (offset != 0)
        {
            var padding = new long[2 * (type.Rank - 1)];
            padding[offset > 0 ? type.Rank - 2 : ^1] = Math.Abs(offset);
            diagonal = context.Emit("Pad", [diagonal, context.Builder.Integers(padding), zero]);
        }
        var matrix = context.Emit("Where", [isOnDiagonal, context.Emit("Unsqueeze", [diagonal, context.Builder.Integers(-2)]), zero]);
        if (row == type.Rank - 2 && column == type.Rank - 1)
            return matrix;
        var others = new Queue<long>(Enumerable.Range(0, type.Rank - 2).Select(axis => (long)axis));
        var order = Enumerable.Range(0, type.Rank)
            .Select(axis => axis == row ? type.Rank - 2 : axis == column ? type.Rank - 1 : others.Dequeue()).ToList();
        return context.Emit("Transpose", [matrix], ("perm", order));
    }

    private static string Number(LoweringContext context, Size size) => context.As(new Operand.Int(size), ScalarType.Int64);

    private static string Range(LoweringContext context, Size size) =>
        context.Emit("Range", [context.Scalar(0L, ScalarType.Int64), Number(context, size), context.Scalar(1L, ScalarType.Int64)]);
}
