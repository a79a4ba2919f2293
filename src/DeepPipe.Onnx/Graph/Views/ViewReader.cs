namespace DeepPipe.Onnx;

/// <summary>Tells which results of an operation show the memory of its operand.</summary>
internal static class ViewReader
{
    private static readonly HashSet<string> Same =
    [
        "aten::detach", "aten::alias", "aten::positive",
        "aten::dropout", "aten::feature_dropout", "aten::alpha_dropout", "aten::feature_alpha_dropout",   // in evaluation the input itself
    ];

    private static readonly HashSet<string> Reshapes =
    [
        "aten::view", "aten::view_as", "aten::unsqueeze", "aten::squeeze", "aten::reshape", "aten::reshape_as", "aten::flatten", "aten::unflatten",
        "aten::ravel", "aten::atleast_1d", "aten::atleast_2d", "aten::atleast_3d",
    ];

    // These copy where the other shape cannot show the memory as it lies.
    private static readonly HashSet<string> Copying = ["aten::reshape", "aten::reshape_as", "aten::flatten", "aten::ravel"];

    private static readonly HashSet<string> Unfollowed =
        ["aten::as_strided", "aten::diagonal", "aten::linalg_diagonal", "aten::unfold", "aten::real", "aten::imag", "aten::view_as_real", "aten::view_as_complex"];

    /// <summary>The tensor whose memory a result shows, and how; null for memory of its own.</summary>
    /// <param name="node">The operation.</param>
    /// <param name="result">Which of its results.</param>
    /// <param name="makerOf">The operation that made a value.</param>
    internal static (GraphValue Parent, View? View)? Of(GraphNode node, int result, Func<GraphValue, GraphNode?> makerOf)
    {
        if (node.Operands is not [Operand.Value { Source: var parent }, ..] || node.Results[result].Type is null)
            return null;
        if (node.Kind == "prim::ListUnpack")
            return makerOf(parent) is { } list ? OfPart(list, node, result) : null;
        if (parent.Type is not { } type)
            return null;
        if (Same.Contains(node.Kind) || (node.Kind is "aten::to" or "aten::type_as" && IsUnchanged(node, type)))
            return (parent, new View.Reshaped());
        if (node.Kind == "aten::contiguous")
            return MemoryLayout.IsContiguous(parent) ? (parent, new View.Reshaped()) : null;
        if (Copying.Contains(node.Kind) && !MemoryLayout.CanShow(parent, node.Results[0].Type!))
            return null;
        if (Reshapes.Contains(node.Kind))
            return (parent, new View.Reshaped());
        if (Unfollowed.Contains(node.Kind))
            return (parent, null);
        return Follow(node, type) is { } view ? (parent, view) : null;
    }

    private static View? Follow(GraphNode node, TensorType type) => node.Kind switch
    {
        "aten::expand" or "aten::expand_as" or "aten::broadcast_to" => new View.Expanded(),
        "aten::t" or "aten::numpy_T" => new View.Permuted(Enumerable.Range(0, type.Rank).Reverse().ToList()),
        "aten::transpose" or "aten::swapaxes" or "aten::swapdims" => Swapped(Axis(node, 1, type), Axis(node, 2, type), type.Rank),
        "aten::permute" => new View.Permuted(((Operand.List)node.Operands[1]).Items.Select(axis => Positive(Int(axis), type.Rank)).ToList()),
        "aten::movedim" or "aten::moveaxis" => new View.Permuted(ArrangementLowerings.MovedOrder(node)),
        "aten::mT" or "aten::adjoint" => Swapped(type.Rank - 2, type.Rank - 1, type.Rank),
        "aten::select" => new View.Selected(Axis(node, 1, type), Place(node.Operands[2], type, Axis(node, 1, type))),
        "aten::narrow" => new View.Sliced(Axis(node, 1, type), Place(node.Operands[2], type, Axis(node, 1, type)), 1),
        "aten::slice" => new View.Sliced(
            Axis(node, 1, type), node.Operands[2] is Operand.None ? 0 : Start(Int(node.Operands[2]), type.Shape[Axis(node, 1, type)].Offset), Int(node.Operands[4])),
        _ => null,
    };

    // What split, chunk and unbind cut apart: the parts lie one behind the other.
    private static (GraphValue, View?)? OfPart(GraphNode list, GraphNode node, int result)
    {
        if (list is { Kind: "aten::meshgrid" or "aten::broadcast_tensors", Operands: [Operand.List { Items: var spread }, ..] })
            return (((Operand.Value)spread[result]).Source, null);
        if (list.Operands is not [Operand.Value { Source: { Type: { } type } parent }, ..])
            return null;
        switch (list.Kind)
        {
            case "aten::unbind":
                return (parent, new View.Selected(Axis(list, 1, type), result));
            case "aten::split" or "aten::split_with_sizes" or "aten::chunk" or "aten::unsafe_chunk"
                or "aten::tensor_split" or "aten::hsplit" or "aten::vsplit" or "aten::dsplit":
                var axis = ShapeLowerings.SplitAxis(list, type.Rank);
                return (parent, new View.Sliced(axis, node.Results.Take(result).Sum(part => part.Type!.Shape[axis].Offset), 1));
            default:
                return null;
        }
    }

    private static bool IsUnchanged(GraphNode node, TensorType type) =>
        node.Results[0].Type!.Element == type.Element && !node.Operands.Any(operand => operand is Operand.Bool { Flag: true });

    private static View Swapped(int one, int other, int rank)
    {
        var order = Enumerable.Range(0, rank).ToList();
        (order[one], order[other]) = (order[other], order[one]);
        return new View.Permuted(order);
    }

    private static long Place(Operand index, TensorType type, int axis) =>
        Int(index) is var place && place < 0 ? place + type.Shape[axis].Offset : place;

    private static long Start(long start, long size) => Math.Clamp(start < 0 ? start + size : start, 0, size);

    private static int Axis(GraphNode node, int operand, TensorType type) => Positive(Int(node.Operands[operand]), type.Rank);

    private static int Positive(long axis, int rank) => (int)(axis < 0 ? axis + rank : axis);

    private static long Int(Operand operand) => operand is Operand.Int number ? number.Number.Offset : 0;
}
