using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Rows of a table looked up by index, and bags of them made one.</summary>
internal static class EmbeddingLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::embedding"] = (context, node) => context.Give(context.Emit(
            "Gather", [context.Name(node.Operands[0]), context.Name(node.Operands[1])], ("axis", 0))),
        ["aten::embedding_bag"] = Bag,
    };

    // Operands: table, indices, offsets, scale by frequency, mode, sparse, weights, whether the last offset is an end, padding index.
    private static void Bag(LoweringContext context, GraphNode node)
    {
        for (var result = 1; result < node.Results.Count; result++)
            if (context.IsUsed(node, result))
                throw context.Refuse("what embedding_bag gives besides the bags serves training alone.");
        var bag = new EmbeddingBags(context, node);
        context.Give(bag.RowWidth is null || bag.HasPadding ? bag.ByOffsets() : bag.ByRows());
    }
}
