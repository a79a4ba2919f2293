namespace DeepPipe.Onnx;

/// <summary>Views, casts, and the joining and cutting of tensors.</summary>
internal static class ShapeLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::reshape"] = Reshape,
        ["aten::view"] = Reshape,
        ["aten::flatten"] = ToResultShape,
        ["aten::unflatten"] = ToResultShape,
        ["aten::unsqueeze"] = Unsqueeze,
        ["aten::squeeze"] = Squeeze,
        ["aten::t"] = (context, node) => Permute(context, node, Rank(context, node) < 2 ? [0] : [1, 0]),
        ["aten::transpose"] = Transpose,
        ["aten::permute"] = (context, node) => Permute(
            context, node, ((Operand.List)node.Operands[1]).Items.Select(axis => (long)context.Axis(axis, Rank(context, node))).ToList()),
        ["aten::expand"] = Expand,
        ["aten::broadcast_to"] = Expand,
        ["aten::expand_as"] = Expand,
        ["aten::repeat"] = Repeat,
        ["aten::contiguous"] = CastToResult,
        ["aten::clone"] = CastToResult,
        ["aten::detach"] = CastToResult,
        ["aten::alias"] = CastToResult,
        ["aten::to"] = CastToResult,
        ["aten::real"] = CastToResult,            // complex numbers are not captured
        ["aten::conj_physical"] = CastToResult,
        ["aten::resolve_conj"] = CastToResult,
        ["aten::resolve_neg"] = CastToResult,
        ["aten::cat"] = Concatenate,
        ["aten::stack"] = Stack,
        ["aten::slice"] = Slice,
        ["aten::narrow"] = Narrow,
        ["aten::select"] = Select,
        ["aten::split"] = LeaveToUnpack,
        ["aten::split_with_sizes"] = LeaveToUnpack,
        ["aten::chunk"] = LeaveToUnpack,
        ["aten::unsafe_chunk"] = LeaveToUnpack,
        ["aten::unbind"] = LeaveToUnpack,
        ["aten::tensor_split"] = LeaveToUnpack,
        ["aten::hsplit"] = LeaveToUnpack,
        ["aten::vsplit"] = LeaveToUnpack,
        ["aten::dsplit"] = LeaveToUnpack,
        ["aten::broadcast_tensors"] = LeaveToUnpack,
        ["aten::meshgrid"] = LeaveToUnpack,
        ["prim::ListUnpack"] = Unpack,
    };

    private static int Rank(LoweringContext context, GraphNode node) => context.TypeOf(node.Operands[0]).Rank;

    // A size that is left over (-1) may be known all the same.
    private static void Reshape(LoweringContext context, GraphNode node)
    {
        var result = node.Results[0].Type!.Shape;
        ReshapeTo(context, node, context.Sizes(node.Operands[1]).Select((size, axis) => result[axis].IsFixed ? result[axis] : size).ToList());
    }

    internal static void ToResultShape(LoweringContext context, GraphNode node) =>
        ReshapeTo(context, node, node.Results[0].Type!.Shape);

    // Sizes need no arithmetic where they stand as they stood (0), nor does one that is what is left over (-1).
    private static void ReshapeTo(LoweringContext context, GraphNode node, IReadOnlyList<Size> sizes)
    {
        var old = context.TypeOf(node.Operands[0]).Shape;
        sizes = sizes.Select((size, axis) => !size.IsFixed && axis < old.Count && size == old[axis] ? new Size(0) : size).ToList();
        var isOpen = sizes.Any(size => size is { IsFixed: true, Offset: -1 });
        if (!isOpen && sizes.Count(size => !size.IsFixed) == 1)
            sizes = sizes.Select(size => size.IsFixed ? size : new Size(-1)).ToList();
        context.Give(context.Emit("Reshape", [context.Name(node.Operands[0]), context.Integers(sizes)]));
    }

    private static void Unsqueeze(LoweringContext context, GraphNode node) => context.Give(context.Emit(
        "Unsqueeze",
        [context.Name(node.Operands[0]), context.Builder.Integers(context.Axis(node.Operands[1], Rank(context, node) + 1))]));

    // Dimensions of size 1 go, all or those that are named; a named one of another size stays.
    private static void Squeeze(LoweringContext context, GraphNode node)
    {
        var shape = context.TypeOf(node.Operands[0]).Shape;
        var named = node.Operands.ElementAtOrDefault(1) switch
        {
            null => Enumerable.Range(0, shape.Count).Where(axis => shape[axis].IsFixed),
            Operand.List list => list.Items.Select(axis => context.Axis(axis, shape.Count)),
            var axis => [context.Axis(axis, shape.Count)],
        };
        var gone = named.Where(axis => shape[axis] == new Size(1)).Select(axis => (long)axis).ToList();
        context.Give(gone.Count == 0
            ? context.Name(node.Operands[0])
            : context.Emit("Squeeze", [context.Name(node.Operands[0]), context.Builder.Integers(gone)]));
    }

    private static void Transpose(LoweringContext context, GraphNode node)
    {
        var rank = Rank(context, node);
        var order = Enumerable.Range(0, rank).Select(axis => (long)axis).ToList();
        var (one, other) = (context.Axis(node.Operands[1], rank), context.Axis(node.Operands[2], rank));
        (order[one], order[other]) = (order[other], order[one]);
        Permute(context, node, order);
    }

    internal static void Permute(LoweringContext context, GraphNode node, IReadOnlyList<long> order) =>
        context.Give(context.Emit("Transpose", [context.Name(node.Operands[0])], ("perm", order)));

    // A size of 1 leaves a dimension as it is, so those that do not grow need no arithmetic.
    private static void Expand(LoweringContext context, GraphNode node)
    {
        var (from, to) = (context.TypeOf(node.Operands[0]).Shape, node.Results[0].Type!.Shape);
        var added = to.Count - from.Count;
        var sizes = to.Select((size, axis) => axis >= added && from[axis - added] == size ? new Size(1) : size).ToList();
        context.Give(context.Emit("Expand", [context.Name(node.Operands[0]), context.Integers(sizes)]));
    }

    private static void Repeat(LoweringContext context, GraphNode node) => RepeatBy(context, node, context.Sizes(node.Operands[1]));

    internal static void RepeatBy(LoweringContext context, GraphNode node, IReadOnlyList<Size> repeats)
    {
        var input = context.Name(node.Operands[0]);
        var added = repeats.Count - Rank(context, node);
        if (added > 0)
            input = context.Emit("Unsqueeze", [input, context.Builder.Integers(Enumerable.Range(0, added).Select(axis => (long)axis).ToList())]);
        context.Give(context.Emit("Tile", [input, context.Integers(repeats)]));
    }

    private static void CastToResult(LoweringContext context, GraphNode node) =>
        context.Give(context.As(node.Operands[0], ArithmeticLowerings.Result(node)));

    private static void Concatenate(LoweringContext context, GraphNode node)
    {
        var parts = ((Operand.List)node.Operands[0]).Items
            .Select(part => context.As(part, ArithmeticLowerings.Result(node))).ToList();
        context.Give(parts.Count == 1
            ? parts[0]
            : context.Emit("Concat", parts, ("axis", context.Axis(node.Operands[1], node.Results[0].Type!.Rank))));
    }

    private static void Stack(LoweringContext context, GraphNode node)
    {
        var axis = context.Axis(node.Operands[1], node.Results[0].Type!.Rank);
        var parts = ((Operand.List)node.Operands[0]).Items
            .Select(part => context.Emit(
                "Unsqueeze", [context.As(part, ArithmeticLowerings.Result(node)), context.Builder.Integers(axis)])).ToList();
        context.Give(context.Emit("Concat", parts, ("axis", axis)));
    }

    // Operands: input, dimension, start, end, step; start and end may be left out.
    private static void Slice(LoweringContext context, GraphNode node)
    {
        var start = node.Operands[2] is Operand.None ? context.Builder.Integers(0) : context.Integers(context.Sizes(node.Operands[2]));
        var end = node.Operands[3] is Operand.None ? context.Builder.Integers(long.MaxValue) : context.Integers(context.Sizes(node.Operands[3]));
        context.Give(context.Emit(
            "Slice",
            [
                context.Name(node.Operands[0]), start, end,
                context.Builder.Integers(context.Axis(node.Operands[1], Rank(context, node))), context.Integers(context.Sizes(node.Operands[4])),
            ]));
    }

    // Operands: input, dimension, start, length.
    private static void Narrow(LoweringContext context, GraphNode node)
    {
        var axis = context.Axis(node.Operands[1], Rank(context, node));
        var (start, length, size) =
            (context.Sizes(node.Operands[2])[0], context.Sizes(node.Operands[3])[0], context.TypeOf(node.Operands[0]).Shape[axis]);
        var begin = start is { IsFixed: true, Offset: < 0 } ? size + start : start;
        var end = begin + length;
        context.Give(context.Emit(
            "Slice",
            [
                context.Name(node.Operands[0]), context.Integers([begin]), context.Integers([end]), context.Builder.Integers(axis),
            ]));
    }

    private static void Select(LoweringContext context, GraphNode node) => context.Give(context.Emit(
        "Gather",
        [context.Name(node.Operands[0]), context.As(node.Operands[2], TorchSharp.torch.ScalarType.Int64)],
        ("axis", context.Axis(node.Operands[1], Rank(context, node)))));

    private static void LeaveToUnpack(LoweringContext context, GraphNode node)
    {
    }

    // The list's own node says along which dimension; the sizes are those of the parts.
    private static void Unpack(LoweringContext context, GraphNode node)
    {
        var list = context.ProducerOf(node.Operands[0]) ?? throw context.Refuse("the list that it takes apart is unknown.");
        if (list is { Kind: "aten::broadcast_tensors", Operands: [Operand.List { Items: var parted }] })
        {
            for (var index = 0; index < node.Results.Count; index++)
                context.Give(context.Emit("Expand", [context.Name(parted[index]), context.Integers(node.Results[index].Type!.Shape)]), index);
            return;
        }
        if (list is { Kind: "aten::meshgrid" })
        {
            UnpackGrid(context, node, list);
            return;
        }
        var isUnbind = list.Kind == "aten::unbind";
        var axis = SplitAxis(list, context.TypeOf(list.Operands[0]).Rank);
        var sizes = node.Results.Select(part => isUnbind ? new Size(1) : part.Type!.Shape[axis]).ToList();
        var parts = context.Builder.AddMany(
            list.Module, "Split", [context.Name(list.Operands[0]), context.Integers(sizes)], sizes.Count, ("axis", axis));
        for (var index = 0; index < sizes.Count; index++)
            context.Give(isUnbind ? context.Emit("Squeeze", [parts[index], context.Builder.Integers(axis)]) : parts[index], index);
    }

    /// <summary>Along which dimension an operation cuts a tensor of some rank into a list.</summary>
    internal static int SplitAxis(GraphNode list, int rank)
    {
        var axis = list.Kind switch
        {
            "aten::hsplit" => rank == 1 ? 0 : 1,
            "aten::vsplit" => 0,
            "aten::dsplit" => 2,
            "aten::unbind" => (int)((Operand.Int)list.Operands[1]).Number.Offset,
            _ => (int)((Operand.Int)list.Operands[2]).Number.Offset,
        };
        return axis < 0 ? axis + rank : axis;
    }

    // Operands of the list: vectors, and perhaps "xy", by which the first two dimensions are swapped.
    private static void UnpackGrid(LoweringContext context, GraphNode node, GraphNode list)
    {
        var isSwapped = list.Operands.ElementAtOrDefault(1) is Operand.Text { Characters: "xy" } && node.Results.Count > 1;
        for (var index = 0; index < node.Results.Count; index++)
        {
            var axis = isSwapped && index < 2 ? 1 - index : index;
            var shape = Enumerable.Range(0, node.Results.Count).Select(place => place == axis ? -1L : 1L).ToList();
            var vector = context.Emit("Reshape", [context.Name(((Operand.List)list.Operands[0]).Items[index]), context.Builder.Integers(shape)]);
            context.Give(context.Emit("Expand", [vector, context.Integers(node.Results[index].Type!.Shape)]), index);
        }
    }
}
