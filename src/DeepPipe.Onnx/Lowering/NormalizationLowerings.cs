namespace DeepPipe.Onnx;

/// <summary>Normalisations with their statistics as they stand.</summary>
internal static class NormalizationLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::layer_norm"] = LayerNorm,
        ["aten::batch_norm"] = BatchNorm,
    };

    // Operands: input, normalized shape, weight, bias, epsilon, cudnn.
    private static void LayerNorm(LoweringContext context, GraphNode node)
    {
        var shape = context.FixedList(node.Operands[1]);
        var element = ArithmeticLowerings.Result(node);
        var scale = node.Operands[2] is Operand.None ? Filled(context, node, shape, 1) : context.Name(node.Operands[2]);
        List<string> inputs = [context.As(node.Operands[0], element), scale];
        if (node.Operands[3] is not Operand.None)
            inputs.Add(context.Name(node.Operands[3]));
        context.Give(context.Emit(
            "LayerNormalization", inputs, ("axis", -shape.Count), ("epsilon", context.Number(node.Operands[4]))));
    }

    // Operands: input, weight, bias, running mean, running variance, training, momentum, epsilon, cudnn.
    private static void BatchNorm(LoweringContext context, GraphNode node)
    {
        if (context.IsTrue(node.Operands[5]) || node.Operands[3] is Operand.None)
            throw context.Refuse("batch norm without running statistics depends on the batch. Track them, and export in evaluation mode.");
        var channels = context.TypeOf(node.Operands[3]).Shape.Select(size => size.Offset).ToList();
        var weight = node.Operands[1] is Operand.None ? Filled(context, node, channels, 1) : context.Name(node.Operands[1]);
        var bias = node.Operands[2] is Operand.None ? Filled(context, node, channels, 0) : context.Name(node.Operands[2]);
        context.Give(context.Emit(
            "BatchNormalization",
            [context.Name(node.Operands[0]), weight, bias, context.Name(node.Operands[3]), context.Name(node.Operands[4])],
            ("epsilon", context.Number(node.Operands[7]))));
    }

    private static string Filled(LoweringContext context, GraphNode node, IReadOnlyList<long> shape, double number)
    {
        using var tensor = TorchSharp.torch.full([.. shape], number, dtype: ArithmeticLowerings.Result(node));
        return context.Builder.Constant(TensorWriter.Write("", tensor));
    }
}
