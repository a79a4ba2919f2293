using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>searchsorted and bucketize: in which interval between sorted edges each value lies.</summary>
/// <remarks>
/// ONNX has no search. K edges are laid out as blocks of √K: a first round of comparisons finds the block, a second the edge in it, so
/// a value costs 2√K comparisons and not K. As in torch, NaN comes after every edge.
/// </remarks>
internal static class SearchLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::searchsorted"] = (context, node) => Search(context, node, node.Operands[0], node.Operands[1], IsRight(context, node)),
        ["aten::bucketize"] = (context, node) => Search(context, node, node.Operands[1], node.Operands[0], context.IsTrue(node.Operands[3])),
    };

    // Operands: edges, values, out_int32, right, side, sorter.
    private static bool IsRight(LoweringContext context, GraphNode node)
    {
        if (node.Operands.ElementAtOrDefault(5) is { } sorter and not Operand.None)
            throw context.Refuse($"a sorter ({sorter}) is not known. Sort the edges themselves.");
        return context.IsTrue(node.Operands[3]) || node.Operands.ElementAtOrDefault(4) is Operand.Text { Characters: "right" };
    }

    // Edges are [K], or [groups, K] for values of [groups, rows].
    private static void Search(LoweringContext context, GraphNode node, Operand edgeOperand, Operand valueOperand, bool right)
    {
        var edges = edgeOperand switch
        {
            Operand.Value { Source.Leaf: GraphLeaf.State { Tensor: var state } } => state,
            Operand.Value { Source.Leaf: GraphLeaf.Constant { Tensor: var constant } } => constant,
            _ => throw context.Refuse("the edges must be a parameter, a buffer or a constant."),
        };
        var type = context.TypeOf(valueOperand);
        if (edges.dim() > 2 || (edges.dim() == 2 && type.Rank != 2))
            throw context.Refuse("edges are known as [K], or as [groups, K] with values of [groups, rows].");

        if (edges.shape[^1] == 0)
        {
            var zero = context.Scalar(0, ArithmeticLowerings.Result(node));
            context.Give(context.Emit("Expand", [zero, context.Integers(node.Results[0].Type!.Shape)]));
            return;
        }
        using var scope = NewDisposeScope();
        var blocks = new EdgeBlocks(edges.detach().cpu(), TypePromotion.Of([edgeOperand, valueOperand]));
        var values = context.Emit("Unsqueeze", [context.As(valueOperand, blocks.Element), context.Builder.Integers(-1)]);
        var place = new Round(context, values, right).Place(blocks);
        context.Give(context.Cast(place, ArithmeticLowerings.Result(node)));
    }

    /// <summary>The edges as blocks, filled up with infinity.</summary>
    private sealed class EdgeBlocks
    {
        internal EdgeBlocks(Tensor edges, ScalarType element)
        {
            Element = element.IsWhole() ? ScalarType.Float64 : element;   // infinity ends the last block; 2^53 is whole in float64
            Count = edges.shape[^1];
            GroupCount = edges.dim() == 2 ? edges.shape[0] : 1;
            IsGrouped = edges.dim() == 2;
            Width = (long)Math.Ceiling(Math.Sqrt(Count));
            BlockCount = (Count + Width - 1) / Width;
            var filler = full([GroupCount, BlockCount * Width - Count], double.PositiveInfinity, dtype: Element);
            var padded = cat([edges.reshape(GroupCount, Count).to(Element), filler], 1);
            Rows = padded.reshape(GroupCount * BlockCount, Width);
            var last = padded.reshape(GroupCount, BlockCount, Width).select(2, Width - 1);
            Last = IsGrouped ? last.unsqueeze(1) : last.squeeze(0);
        }

        internal ScalarType Element { get; }

        internal long Count { get; }

        internal long GroupCount { get; }

        internal bool IsGrouped { get; }

        internal long Width { get; }

        internal long BlockCount { get; }

        /// <summary>Each block a row: [groups * blocks, width].</summary>
        internal Tensor Rows { get; }

        /// <summary>The last edge of each block: [blocks], or [groups, 1, blocks].</summary>
        internal Tensor Last { get; }
    }

    /// <summary>Two rounds of counting the edges that lie before each value. Values are [..., 1].</summary>
    private sealed class Round(LoweringContext context, string values, bool right)
    {
        internal string Place(EdgeBlocks blocks)
        {
            var block = CountBefore(Constant(blocks.Last));
            block = context.Emit("Min", [block, context.Scalar(blocks.BlockCount - 1, ScalarType.Int32)]);
            var row = blocks.IsGrouped ? context.Emit("Add", [block, Constant(FirstRows(blocks))]) : block;
            var edges = context.Emit("Gather", [Constant(blocks.Rows), row], ("axis", 0));
            var first = context.Emit("Mul", [block, context.Scalar(blocks.Width, ScalarType.Int32)]);
            var place = context.Emit("Add", [first, CountBefore(edges)]);
            return context.Emit("Min", [place, context.Scalar(blocks.Count, ScalarType.Int32)]);
        }

        private static Tensor FirstRows(EdgeBlocks blocks) =>
            (arange(blocks.GroupCount, ScalarType.Int32) * (int)blocks.BlockCount).to(ScalarType.Int32).unsqueeze(1);

        private string Constant(Tensor tensor) => context.Builder.Constant(TensorWriter.Write("", tensor));

        private string CountBefore(string edges)
        {
            var behind = context.Emit(right ? "Greater" : "GreaterOrEqual", [edges, values]);
            var before = context.Cast(context.Emit("Not", [behind]), ScalarType.Int32);
            return context.Emit("ReduceSum", [before, context.Builder.Integers(-1)], ("keepdims", 0));
        }
    }
}
