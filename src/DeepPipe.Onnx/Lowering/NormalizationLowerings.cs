namespace DeepPipe.Onnx;

/// <summary>Normalisations with their statistics as they stand.</summary>
internal static class NormalizationLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::layer_norm"] = LayerNorm,
        ["aten::batch_norm"] = BatchNorm,
        ["aten::instance_norm"] = InstanceNorm,
        ["aten::group_norm"] = GroupNorm,
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
        context.Give(WithStatistics(context, node, node.Operands[3], node.Operands[4], node.Operands[7]));
    }

    // Operands: input, weight, bias, running mean, running variance, statistics of the input, momentum, epsilon, cudnn.
    private static void InstanceNorm(LoweringContext context, GraphNode node) => context.Give(context.IsTrue(node.Operands[5])
        ? context.Emit(
            "InstanceNormalization",
            [context.Name(node.Operands[0]), .. WeightAndBias(context, node, 1, Channels(context, node))],
            ("epsilon", context.Number(node.Operands[7])))
        : WithStatistics(context, node, node.Operands[3], node.Operands[4], node.Operands[7]));

    // Operands: input, groups, weight, bias, epsilon, cudnn. Each group is normalised like a channel. GroupNormalization itself is defined
    // by the mean of the squares minus the square of the mean, which loses all digits where the mean is large.
    private static void GroupNorm(LoweringContext context, GraphNode node)
    {
        var groups = context.Fixed(node.Operands[1]);
        var shape = context.TypeOf(node.Operands[0]).Shape;
        var grouped = context.Emit("Reshape", [context.Name(node.Operands[0]), context.Builder.Integers(0, groups, -1)]);
        var normalized = context.Emit(
            "InstanceNormalization",
            [grouped, Filled(context, node, [groups], 1), Filled(context, node, [groups], 0)],
            ("epsilon", context.Number(node.Operands[4])));
        var result = context.Emit("Reshape", [normalized, context.Integers([new Size(0), .. shape.Skip(1)])]);   // 0 keeps the rows
        if (node.Operands[2] is not Operand.None)
            result = context.Emit("Mul", [result, Spatial.AlongChannels(context, node.Operands[2], shape.Count)]);
        if (node.Operands[3] is not Operand.None)
            result = context.Emit("Add", [result, Spatial.AlongChannels(context, node.Operands[3], shape.Count)]);
        context.Give(result);
    }

    private static string WithStatistics(LoweringContext context, GraphNode node, Operand mean, Operand variance, Operand epsilon) =>
        context.Emit(
            "BatchNormalization",
            [
                context.Name(node.Operands[0]), .. WeightAndBias(context, node, 1, Channels(context, node)),
                context.Name(mean), context.Name(variance),
            ],
            ("epsilon", context.Number(epsilon)));

    private static IReadOnlyList<long> Channels(LoweringContext context, GraphNode node) =>
        Spatial.Fixed(context, context.TypeOf(node.Operands[0]).Shape.Skip(1).Take(1));

    // Where a layer has none, a scale of 1 and a bias of 0 stand in.
    private static IReadOnlyList<string> WeightAndBias(LoweringContext context, GraphNode node, int weight, IReadOnlyList<long> channels) =>
    [
        node.Operands[weight] is Operand.None ? Filled(context, node, channels, 1) : context.Name(node.Operands[weight]),
        node.Operands[weight + 1] is Operand.None ? Filled(context, node, channels, 0) : context.Name(node.Operands[weight + 1]),
    ];

    private static string Filled(LoweringContext context, GraphNode node, IReadOnlyList<long> shape, double number)
    {
        using var tensor = TorchSharp.torch.full([.. shape], number, dtype: ArithmeticLowerings.Result(node));
        return context.Builder.Constant(TensorWriter.Write("", tensor));
    }
}
