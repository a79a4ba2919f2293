using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>The elements of a tensor in another order, or several times.</summary>
internal static class ArrangementLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::movedim"] = (context, node) => ShapeLowerings.Permute(context, node, MovedOrder(node).Select(axis => (long)axis).ToList()),
        ["aten::mT"] = TransposeLast,
        ["aten::adjoint"] = TransposeLast,
        ["aten::ravel"] = ShapeLowerings.ToResultShape,
        ["aten::tile"] = Tile,
        ["aten::repeat_interleave"] = Repeat,
        ["aten::roll"] = Roll,
        ["aten::fft_fftshift"] = Centre(isBack: false),
        ["aten::fft_ifftshift"] = Centre(isBack: true),
        ["aten::flip"] = (context, node) => context.Give(Flipped(context, context.Name(node.Operands[0]), context.FixedList(node.Operands[1]))),
        ["aten::fliplr"] = (context, node) => context.Give(Flipped(context, context.Name(node.Operands[0]), [1])),
        ["aten::flipud"] = (context, node) => context.Give(Flipped(context, context.Name(node.Operands[0]), [0])),
        ["aten::rot90"] = Rotate,
        ["aten::tril"] = Triangle(isUpper: false),
        ["aten::triu"] = Triangle(isUpper: true),
        ["aten::unfold"] = Unfold,
    };

    /// <summary>Dimension i of what movedim gives is this one of its operand.</summary>
    internal static IReadOnlyList<int> MovedOrder(GraphNode node)
    {
        var rank = node.Results[0].Type!.Rank;
        var (from, to) = (Axes(node.Operands[1], rank), Axes(node.Operands[2], rank));
        var others = new Queue<int>(Enumerable.Range(0, rank).Except(from));
        return Enumerable.Range(0, rank).Select(axis => to.Contains(axis) ? from[to.IndexOf(axis)] : others.Dequeue()).ToList();
    }

    private static List<int> Axes(Operand operand, int rank) => ((operand as Operand.List)?.Items ?? [operand])
        .Select(axis => (int)((Operand.Int)axis).Number.Offset).Select(axis => axis < 0 ? axis + rank : axis).ToList();

    private static int Rank(LoweringContext context, GraphNode node) => context.TypeOf(node.Operands[0]).Rank;

    private static void TransposeLast(LoweringContext context, GraphNode node)
    {
        var rank = Rank(context, node);
        ShapeLowerings.Permute(context, node, [.. Enumerable.Range(0, rank - 2).Select(axis => (long)axis), rank - 1, rank - 2]);
    }

    // Dimensions without a number, which stand in front, are not repeated.
    private static void Tile(LoweringContext context, GraphNode node)
    {
        var repeats = context.Sizes(node.Operands[1]).ToList();
        while (repeats.Count < Rank(context, node))
            repeats.Insert(0, new Size(1));
        ShapeLowerings.RepeatBy(context, node, repeats);
    }

    // Operands: input, how often each element, dimension (none: of the flat tensor), the size of the result.
    private static void Repeat(LoweringContext context, GraphNode node)
    {
        var input = context.Name(node.Operands[0]);
        var axis = 0;
        if (node.Operands.ElementAtOrDefault(2) is { } dimension and not Operand.None)
            axis = context.Axis(dimension, Rank(context, node));
        else
            input = context.Emit("Reshape", [input, context.Builder.Integers(-1)]);
        context.Give(context.Emit("Gather", [input, Places(context, node, axis)], ("axis", axis)));
    }

    private static string Places(LoweringContext context, GraphNode node, int axis)
    {
        if (LoweringContext.TensorOf(node.Operands[1]) is { } repeats)
        {
            if (repeats.numel() == 1)
                return Halted(context, node, axis, repeats.to(ScalarType.Int64).item<long>());
            using var scope = NewDisposeScope();
            return context.Builder.Constant(TensorWriter.Write("", arange(repeats.numel()).repeat_interleave(repeats.cpu())));
        }
        if (node.Operands[1] is Operand.Value)
            throw context.Refuse("how often the elements are repeated must be a number or a constant, for the size of the result follows from it.");
        return Halted(context, node, axis, context.Fixed(node.Operands[1]));
    }

    // 0, 0, 1, 1, 2, 2 ...
    private static string Halted(LoweringContext context, GraphNode node, int axis, long repeats)
    {
        if (repeats == 0)
            return context.Builder.Integers();
        var count = context.As(new Operand.Int(node.Results[0].Type!.Shape[axis]), ScalarType.Int64);
        var places = context.Emit("Range", [context.Scalar(0L, ScalarType.Int64), count, context.Scalar(1L, ScalarType.Int64)]);
        return context.Emit("Div", [places, context.Scalar(repeats, ScalarType.Int64)]);
    }

    // Operands: input, shifts, dimensions (empty: of the flat tensor). What leaves at one end comes in at the other.
    private static void Roll(LoweringContext context, GraphNode node)
    {
        var shifts = context.FixedList(node.Operands[1]);
        var axes = context.FixedList(node.Operands[2]);
        var input = context.Name(node.Operands[0]);
        if (axes.Count == 0)
        {
            var flat = Rolled(context, context.Emit("Reshape", [input, context.Builder.Integers(-1)]), shifts[0], 0);
            context.Give(context.Emit("Reshape", [flat, context.Emit("Shape", [input])]));
            return;
        }
        foreach (var (shift, axis) in shifts.Zip(axes))
            input = Rolled(context, input, shift, (int)(axis < 0 ? axis + Rank(context, node) : axis));
        context.Give(input);
    }

    // Operands: input, dimensions (none: all): by half of their size, so that what is first comes to the middle, and back.
    private static Lowering Centre(bool isBack) => (context, node) =>
    {
        var (input, rank) = (context.Name(node.Operands[0]), Rank(context, node));
        var axes = node.Operands[1] is Operand.None ? Enumerable.Range(0, rank).Select(axis => (long)axis).ToList() : context.FixedList(node.Operands[1]);
        foreach (var axis in axes.Select(axis => (int)(axis < 0 ? axis + rank : axis)))
        {
            var size = context.Emit("Shape", [input], ("start", axis), ("end", axis + 1));
            var half = context.Emit("Div", [size, context.Builder.Integers(2)]);
            input = TurnedAt(context, input, isBack ? half : context.Emit("Sub", [size, half]), axis);
        }
        context.Give(input);
    };

    private static string Rolled(LoweringContext context, string input, long shift, int axis)
    {
        var size = context.Emit("Shape", [input], ("start", axis), ("end", axis + 1));
        var least = context.Emit("Max", [size, context.Builder.Integers(1)]);
        return TurnedAt(context, input, context.Emit("Mod", [context.Builder.Integers(-shift), least]), axis);
    }

    // What stands at the place comes first, and what stood before it comes last.
    private static string TurnedAt(LoweringContext context, string input, string first, int axis)
    {
        var along = context.Builder.Integers(axis);
        var front = context.Emit("Slice", [input, first, context.Builder.Integers(long.MaxValue), along]);
        var back = context.Emit("Slice", [input, context.Builder.Integers(0), first, along]);
        return context.Emit("Concat", [front, back], ("axis", axis));
    }

    private static string Flipped(LoweringContext context, string input, IReadOnlyList<long> axes)
    {
        if (axes.Count == 0)
            return input;
        string Each(long number) => context.Builder.Integers(axes.Select(_ => number).ToList());
        return context.Emit("Slice", [input, Each(-1), Each(-long.MaxValue), context.Builder.Integers(axes), Each(-1)]);
    }

    // Operands: input, quarter turns, the plane's two dimensions.
    private static void Rotate(LoweringContext context, GraphNode node)
    {
        var rank = Rank(context, node);
        var plane = context.FixedList(node.Operands[2]).Select(axis => axis < 0 ? axis + rank : axis).ToList();
        var order = Enumerable.Range(0, rank).Select(axis => (long)axis).ToList();
        (order[(int)plane[0]], order[(int)plane[1]]) = (plane[1], plane[0]);
        var input = context.Name(node.Operands[0]);
        string Turned(string tensor) => context.Emit("Transpose", [tensor], ("perm", order));
        context.Give((((context.Fixed(node.Operands[1]) % 4) + 4) % 4) switch
        {
            0 => input,
            1 => Turned(Flipped(context, input, [plane[1]])),
            2 => Flipped(context, input, plane),
            _ => Turned(Flipped(context, input, [plane[0]])),
        });
    }

    private static Lowering Triangle(bool isUpper) => (context, node) => context.Give(context.Emit(
        "Trilu", [context.Name(node.Operands[0]), context.Scalar(context.Fixed(node.Operands[1]), ScalarType.Int64)], ("upper", isUpper)));

    // Operands: input, dimension, size of a window, step between two; the elements of a window become the last dimension.
    private static void Unfold(LoweringContext context, GraphNode node)
    {
        var rank = Rank(context, node);
        var axis = context.Axis(node.Operands[1], rank);
        var (width, step) = (context.Fixed(node.Operands[2]), context.Fixed(node.Operands[3]));
        var count = context.As(new Operand.Int(node.Results[0].Type!.Shape[axis]), ScalarType.Int64);
        var window = context.Emit("Range", [context.Scalar(0L, ScalarType.Int64), count, context.Scalar(1L, ScalarType.Int64)]);
        var first = context.Emit("Unsqueeze", [context.Emit("Mul", [window, context.Scalar(step, ScalarType.Int64)]), context.Builder.Integers(1)]);
        var places = context.Emit("Add", [first, context.Builder.Integers(Enumerable.Range(0, (int)width).Select(place => (long)place).ToList())]);
        var windows = context.Emit("Gather", [context.Name(node.Operands[0]), places], ("axis", axis));
        if (axis == rank - 1)
        {
            context.Give(windows);
            return;
        }
        var order = Enumerable.Range(0, rank + 1).Select(place => (long)place).Where(place => place != axis + 1).Append(axis + 1).ToList();
        context.Give(context.Emit("Transpose", [windows], ("perm", order)));
    }
}
