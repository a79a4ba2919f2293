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
        ["aten::linear"] = Linear,
        ["aten::bilinear"] = Bilinear,
    };

    // A transposed weight of a matrix is taken as it lies, under its own name.
    private static void Product(LoweringContext context, GraphNode node)
    {
        var isMatrix = context.TypeOf(node.Operands[0]).Rank == 2 && context.TypeOf(node.Operands[1]).Rank == 2;
        context.Give(isMatrix && Transposed(context, node.Operands[1]) is { } weight
            ? context.Emit("Gemm", [context.Name(node.Operands[0]), context.Name(weight)], ("transB", 1))
            : context.Emit("MatMul", [context.Name(node.Operands[0]), context.Name(node.Operands[1])]));
    }

    // Operands: input, weight, bias.
    private static void Linear(LoweringContext context, GraphNode node)
    {
        IReadOnlyList<string> bias = node.Operands[2] is Operand.None ? [] : [context.Name(node.Operands[2])];
        var (input, weight) = (context.Name(node.Operands[0]), context.Name(node.Operands[1]));
        if (context.TypeOf(node.Operands[0]).Rank == 2)
        {
            context.Give(context.Emit("Gemm", [input, weight, .. bias], ("transB", 1)));
            return;
        }
        var product = context.Emit("MatMul", [input, context.Emit("Transpose", [weight], ("perm", new long[] { 1, 0 }))]);
        context.Give(bias.Count == 0 ? product : context.Emit("Add", [product, .. bias]));
    }

    // Operands: one, other, weight [output, width of one, width of other], bias.
    private static void Bilinear(LoweringContext context, GraphNode node)
    {
        var product = context.Emit(
            "Einsum",
            [context.Name(node.Operands[0]), context.Name(node.Operands[2]), context.Name(node.Operands[1])],
            ("equation", "...i,oij,...j->...o"));
        context.Give(node.Operands[3] is Operand.None ? product : context.Emit("Add", [product, context.Name(node.Operands[3])]));
    }

    private static Operand? Transposed(LoweringContext context, Operand weight) =>
        context.ProducerOf(weight) is { Kind: "aten::t" } producer ? producer.Operands[0] : null;

    // Operands: bias, input, weight, beta, alpha: beta * bias + alpha * input @ weight. A transposed weight is taken as it lies.
    private static void AddProduct(LoweringContext context, GraphNode node)
    {
        var transposed = Transposed(context, node.Operands[2]);
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
