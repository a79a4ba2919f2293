namespace DeepPipe.Onnx;

/// <summary>Rows of a table looked up by index, and bags of them made one.</summary>
internal static class EmbeddingLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::embedding"] = (context, node) => context.Give(context.Emit(
            "Gather", [context.Name(node.Operands[0]), context.Name(node.Operands[1])], ("axis", 0))),
        ["aten::embedding_bag"] = (context, node) => context.Give(new EmbeddingBags(context, node).Lower()),
    };
}
