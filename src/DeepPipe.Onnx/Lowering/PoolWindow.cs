namespace DeepPipe.Onnx;

/// <summary>The window of a pool, and where its last place lies.</summary>
/// <remarks>
/// With ceil mode torch has one place more where a window would be cut off, but none that begins behind the input and the padding before
/// it. Where sizes are fixed this becomes padding at the end, which every reader understands in the same way.
/// </remarks>
internal sealed class PoolWindow
{
    private readonly IReadOnlyList<long> ends;

    internal PoolWindow(LoweringContext context, GraphNode node, int spatialCount, Operand dilation, Operand ceil)
    {
        Kernel = Spatial.Spread(context, node.Operands[1], spatialCount);
        Stride = context.FixedList(node.Operands[2]) is { Count: 0 } ? Kernel : Spatial.Spread(context, node.Operands[2], spatialCount);
        Padding = Spatial.Spread(context, node.Operands[3], spatialCount);
        Dilation = Spatial.Spread(context, dilation, spatialCount);
        var (input, output) = (context.TypeOf(node.Operands[0]), node.Results[0].Type!);
        IsOpen = context.IsTrue(ceil) && !Spatial.AreFixed(input, spatialCount);
        ends = Padding;
        if (!context.IsTrue(ceil) || IsOpen)
            return;
        var reach = Ends(Spatial.Sizes(context, input, spatialCount), Spatial.Sizes(context, output, spatialCount));
        IsOpen = reach.Zip(Kernel).Any(pair => pair.First >= pair.Second);   // more padding than ONNX Runtime takes
        ends = IsOpen ? Padding : reach;
    }

    internal IReadOnlyList<long> Kernel { get; }

    internal IReadOnlyList<long> Stride { get; }

    internal IReadOnlyList<long> Padding { get; }

    internal IReadOnlyList<long> Dilation { get; }

    /// <summary>Whether the number of places is left to the reader, by ceil mode.</summary>
    internal bool IsOpen { get; }

    /// <summary>Whether ceil mode may come upon a window that lies in the padding at the end alone, which torch leaves out.</summary>
    internal bool MayLieInPadding => Enumerable.Range(0, Kernel.Count).Any(axis => Kernel[axis] < Padding[axis] + Stride[axis]);

    /// <summary>Whether the last window may reach behind the padding.</summary>
    internal bool ReachesBeyond => IsOpen || ends.Zip(Padding).Any(pair => pair.First > pair.Second);

    internal IReadOnlyList<(string Name, object Value)> Attributes => WithPads([.. Padding, .. ends]);

    /// <summary>The window over an input that carries its padding already; what lies beyond does not count.</summary>
    internal IReadOnlyList<(string Name, object Value)> AttributesWhenPadded =>
        WithPads([.. Padding.Select(_ => 0L), .. ends.Zip(Padding, (end, padding) => Math.Max(end - padding, 0))]);

    private List<(string Name, object Value)> WithPads(IReadOnlyList<long> pads)
    {
        List<(string, object)> attributes = [("kernel_shape", Kernel), ("strides", Stride), ("pads", pads)];
        if (IsOpen)
            attributes.Add(("ceil_mode", 1));
        return attributes;
    }

    private List<long> Ends(IReadOnlyList<long> input, IReadOnlyList<long> output) =>
        Enumerable.Range(0, Kernel.Count).Select(axis =>
        {
            var reach = (output[axis] - 1) * Stride[axis] + Dilation[axis] * (Kernel[axis] - 1) + 1;
            return Math.Max(reach - input[axis] - Padding[axis], Padding[axis]);
        }).ToList();
}
