using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>What a list of index tensors names: <c>x[:, i, j]</c>.</summary>
/// <remarks>
/// ONNX takes indices along the first dimensions, so that the indexed dimensions go to the front. In torch's result the places stand
/// where the first indexed dimension stood if these are neighbours, and in front if not.
/// </remarks>
internal sealed class IndexedPlaces
{
    private readonly LoweringContext context;
    private readonly IReadOnlyList<Operand> indices;
    private readonly TensorType type;
    private readonly IReadOnlyList<Size> shape;     // of the index tensors, broadcast

    internal IndexedPlaces(LoweringContext context, GraphNode node)
    {
        this.context = context;
        type = context.TypeOf(node.Operands[0]);
        indices = ((Operand.List)node.Operands[1]).Items;
        Axes = Enumerable.Range(0, indices.Count).Where(axis => indices[axis] is not Operand.None).ToList();
        shape = HasMask ? [] : Broadcast(Axes.Select(axis => context.TypeOf(indices[axis]).Shape).ToList());
    }

    /// <summary>The dimensions that have an index.</summary>
    internal IReadOnlyList<int> Axes { get; }

    internal bool HasMask => Axes.Any(axis => context.TypeOf(indices[axis]).Element is ScalarType.Bool or ScalarType.Byte);

    /// <summary>The only index.</summary>
    internal string Only => context.Name(indices[Axes[0]]);

    /// <summary>The shape of what is indexed.</summary>
    internal IReadOnlyList<Size> IndexedShape
    {
        get
        {
            var rest = Rest.Select(axis => type.Shape[axis]).ToList();
            return [.. rest.Take(Front), .. shape, .. rest.Skip(Front)];
        }
    }

    private IReadOnlyList<int> Rest => Enumerable.Range(0, type.Rank).Except(Axes).ToList();

    // How many dimensions without an index stand before the places.
    private int Front => Axes[^1] - Axes[0] == Axes.Count - 1 ? Axes[0] : 0;

    /// <summary>A mask over the first dimensions, with the others behind it as dimensions of size 1.</summary>
    internal string Mask()
    {
        if (Axes is not [var axis])
            throw context.Refuse("a mask is known as the only index.");
        var operand = indices[axis];
        var mask = context.As(operand, ScalarType.Bool);
        var behind = type.Rank - axis - context.TypeOf(operand).Rank;
        return behind == 0
            ? mask
            : context.Emit("Unsqueeze", [mask, context.Builder.Integers(Enumerable.Range(1, behind).Select(place => -(long)place).ToList())]);
    }

    /// <summary>All indices of a place in one row.</summary>
    internal string Joined()
    {
        var columns = Axes.Select(axis =>
        {
            var index = context.As(indices[axis], ScalarType.Int64);
            if (!context.TypeOf(indices[axis]).Shape.SequenceEqual(shape))
                index = context.Emit("Expand", [index, context.Integers(shape)]);
            return context.Emit("Unsqueeze", [index, context.Builder.Integers(-1)]);
        }).ToList();
        return columns.Count == 1 ? columns[0] : context.Emit("Concat", columns, ("axis", -1));
    }

    internal string AxesFirst(string input) => Ordered(input, Axes.Concat(Rest).Select(axis => (long)axis).ToList());

    internal string FromAxesFirst(string input) => Ordered(input, ScatterLowerings.Inverse(Axes.Concat(Rest).Select(axis => (long)axis).ToList()));

    /// <summary>From places in front to torch's order.</summary>
    internal string ToIndexed(string input) => Ordered(input, PlacesMoved);

    internal string FromIndexed(string input) => Ordered(input, ScatterLowerings.Inverse(PlacesMoved));

    private IReadOnlyList<long> PlacesMoved
    {
        get
        {
            var places = Enumerable.Range(0, shape.Count).Select(axis => (long)axis).ToList();
            var rest = Rest.Select((_, axis) => (long)(axis + shape.Count)).ToList();
            return [.. rest.Take(Front), .. places, .. rest.Skip(Front)];
        }
    }

    private string Ordered(string input, IReadOnlyList<long> order) =>
        order.Select((axis, place) => axis == place).All(stays => stays) ? input : context.Emit("Transpose", [input], ("perm", order));

    private static IReadOnlyList<Size> Broadcast(IReadOnlyList<IReadOnlyList<Size>> shapes)
    {
        var rank = shapes.Max(shape => shape.Count);
        return Enumerable.Range(0, rank).Select(axis => shapes
            .Where(shape => axis >= rank - shape.Count)
            .Select(shape => shape[axis - rank + shape.Count])
            .FirstOrDefault(size => size != new Size(1)) ?? new Size(1)).ToList();
    }
}
