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
        ["aten::embedding_bag"] = (context, node) => context.Give(new EmbeddingBags(context, node).Lower()),
        ["aten::embedding_renorm"] = Renormalize,
    };

    // Operands: table, indices, largest norm, p. torch shortens the rows that are looked up, and here all are, once and for all: who looks
    // up sees no difference.
    private static void Renormalize(LoweringContext context, GraphNode node)
    {
        if (context.UsersOf(node.Results[0]).Any(user => user.Kind is not ("aten::embedding" or "aten::embedding_bag" or "aten::embedding_renorm")))
            throw context.Refuse("a table with a largest norm is known where rows are looked up in it, and nowhere else.");
        var (largest, power) = (context.Number(node.Operands[2]), context.Number(node.Operands[3]));
        context.Give(node.Operands[0] switch
        {
            Operand.Value { Source.Leaf: GraphLeaf.State state } =>
                context.Builder.Derived([state.Name], "renormalized", () => Shortened(state.Tensor, largest, power)),
            Operand.Value { Source.Leaf: GraphLeaf.Constant constant } =>
                context.Builder.Constant(TensorWriter.Write("", Shortened(constant.Tensor, largest, power))),
            var table when context.ProducerOf(table) is { Kind: "aten::embedding_renorm" } => context.Name(table),
            _ => throw context.Refuse("a table with a largest norm must be a parameter, a buffer or a constant."),
        });
    }

    // The small number is ATen's.
    private static Tensor Shortened(Tensor table, double largest, double power)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var norms = table.norm(1, keepdim: true, (float)power);
        return (table * where(norms.gt(largest), largest / (norms + 1e-7), 1.0)).to(table.dtype).MoveToOuterDisposeScope();
    }
}
