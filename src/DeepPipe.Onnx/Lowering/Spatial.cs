namespace DeepPipe.Onnx;

/// <summary>The dimensions behind rows and channels, over which convolutions, pools and unfolds move a window.</summary>
internal static class Spatial
{
    /// <summary>A number for each spatial dimension; a single one counts for all.</summary>
    internal static IReadOnlyList<long> Spread(LoweringContext context, Operand operand, int spatialCount)
    {
        var numbers = context.FixedList(operand);
        return numbers.Count == 1 ? [.. Enumerable.Repeat(numbers[0], spatialCount)] : numbers;
    }

    /// <summary>Sizes that must be known now.</summary>
    internal static IReadOnlyList<long> Fixed(LoweringContext context, IEnumerable<Size> sizes) =>
        context.FixedList(new Operand.List(sizes.Select(size => new Operand.Int(size)).ToList()));

    /// <summary>The sizes of the last dimensions, which must be known now.</summary>
    internal static IReadOnlyList<long> Sizes(LoweringContext context, TensorType type, int spatialCount) =>
        Fixed(context, type.Shape.TakeLast(spatialCount));

    /// <summary>Whether the sizes of the last dimensions are known.</summary>
    internal static bool AreFixed(TensorType type, int spatialCount) => type.Shape.TakeLast(spatialCount).All(size => size.IsFixed);

    /// <summary>ONNX's pads: all beginnings, then all ends.</summary>
    internal static IReadOnlyList<long> BothSides(IReadOnlyList<long> padding) => [.. padding, .. padding];

    /// <summary>A number a channel, which is dimension 1, shaped so that it is broadcast over a tensor of a given rank.</summary>
    internal static string AlongChannels(LoweringContext context, Operand numbers, int rank)
    {
        var behind = Enumerable.Range(1, rank - 2).Select(axis => (long)axis).ToList();
        if (behind.Count == 0)
            return context.Name(numbers);
        return numbers is Operand.Value { Source.Leaf: GraphLeaf.State state }
            ? context.Builder.Derived([state.Name], $"{rank}d", () => state.Tensor.reshape([-1, .. behind.Select(_ => 1L)]))
            : context.Emit("Unsqueeze", [context.Name(numbers), context.Builder.Integers(behind)]);
    }

    /// <summary>Lowers where the first dimension counts rows; where the input has none, one is put before it and taken off behind.</summary>
    /// <param name="context">The place where the nodes go.</param>
    /// <param name="node">The operation, whose first operand is the input.</param>
    /// <param name="spatialCount">How many dimensions lie behind rows and channels.</param>
    /// <param name="lower">From the input to the results, of which those after the first may be left out.</param>
    internal static void OverRows(
        LoweringContext context, GraphNode node, int spatialCount, Func<string, IReadOnlyList<string>> lower)
    {
        var input = context.Name(node.Operands[0]);
        var hasRows = context.TypeOf(node.Operands[0]).Rank > spatialCount + 1;
        var results = lower(hasRows ? input : context.Emit("Unsqueeze", [input, context.Builder.Integers(0)]));
        for (var index = 0; index < results.Count; index++)
            context.Give(hasRows ? results[index] : context.Emit("Squeeze", [results[index], context.Builder.Integers(0)]), index);
    }
}
