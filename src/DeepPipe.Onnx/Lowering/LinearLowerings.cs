namespace DeepPipe.Onnx;

/// <summary>Matrix products.</summary>
internal static class LinearLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::addmm"] = AddProduct,
        ["aten::mm"] = Product,
        ["aten::bmm"] = Product,
        ["aten::matmul"] = Product,
    };

    private static void Product(LoweringContext context, GraphNode node) =>
        context.Give(context.Emit("MatMul", [context.Name(node.Operands[0]), context.Name(node.Operands[1])]));

    // Operands: bias, input, weight, beta, alpha: beta * bias + alpha * input @ weight. A transposed weight is taken as it lies.
    private static void AddProduct(LoweringContext context, GraphNode node)
    {
        var transposed = context.ProducerOf(node.Operands[2]) is { Kind: "aten::t" } producer ? producer.Operands[0] : null;
        context.Give(context.Emit(
            "Gemm",
            [context.Name(node.Operands[1]), context.Name(transposed ?? node.Operands[2]), context.Name(node.Operands[0])],
            Attributes(context, node, transposed is not null)));
    }

    private static (string Name, object Value)[] Attributes(LoweringContext context, GraphNode node, bool isTransposed)
    {
        List<(string, object)> attributes = [];
        if (isTransposed)
            attributes.Add(("transB", 1));
        if (context.Number(node.Operands[3]) is not 1 and var beta)
            attributes.Add(("beta", beta));
        if (context.Number(node.Operands[4]) is not 1 and var alpha)
            attributes.Add(("alpha", alpha));
        return [.. attributes];
    }
}
