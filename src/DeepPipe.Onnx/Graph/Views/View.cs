namespace DeepPipe.Onnx;

/// <summary>How a tensor shows the memory of another: what reads it out of that one, and what writes it back.</summary>
internal abstract record View
{
    /// <summary>The operation that reads the view out of its parent.</summary>
    internal abstract (string Kind, IReadOnlyList<Operand> Operands) Read(GraphValue parent, GraphValue view);

    /// <summary>The operation that gives the parent with the view's numbers in their place; null where that is not known.</summary>
    internal abstract (string Kind, IReadOnlyList<Operand> Operands)? Write(GraphValue parent, GraphValue view);

    private static Operand Tensor(GraphValue value) => new Operand.Value(value);

    private static Operand Number(long number) => new Operand.Int(new Size(number));

    private static Operand Numbers(IEnumerable<long> numbers) => new Operand.List(numbers.Select(Number).ToList());

    private static Operand Shape(GraphValue value) => new Operand.List(value.Type!.Shape.Select(size => (Operand)new Operand.Int(size)).ToList());

    /// <summary>The same numbers in the same order under another shape, or under the same one.</summary>
    internal sealed record Reshaped : View
    {
        internal override (string, IReadOnlyList<Operand>) Read(GraphValue parent, GraphValue view) => ("aten::reshape", [Tensor(parent), Shape(view)]);

        internal override (string, IReadOnlyList<Operand>)? Write(GraphValue parent, GraphValue view) => Read(view, parent);
    }

    /// <summary>Dimensions in another order: dimension i of the view is <c>Order[i]</c> of the parent.</summary>
    internal sealed record Permuted(IReadOnlyList<int> Order) : View
    {
        internal override (string, IReadOnlyList<Operand>) Read(GraphValue parent, GraphValue view) =>
            ("aten::permute", [Tensor(parent), Numbers(Order.Select(axis => (long)axis))]);

        internal override (string, IReadOnlyList<Operand>)? Write(GraphValue parent, GraphValue view) =>
            ("aten::permute", [Tensor(view), Numbers(Order.Select((_, axis) => (long)Order.ToList().IndexOf(axis)))]);
    }

    /// <summary>A range along a dimension.</summary>
    internal sealed record Sliced(int Axis, long Start, long Step) : View
    {
        internal override (string, IReadOnlyList<Operand>) Read(GraphValue parent, GraphValue view) =>
            ("aten::slice", [Tensor(parent), .. Range(view)]);

        internal override (string, IReadOnlyList<Operand>)? Write(GraphValue parent, GraphValue view) =>
            ("aten::slice_scatter", [Tensor(parent), Tensor(view), .. Range(view)]);

        private Operand[] Range(GraphValue view)
        {
            var length = view.Type!.Shape[Axis].Offset;
            return [Number(Axis), Number(Start), Number(Start + ((length - 1) * Step) + 1), Number(Step)];
        }
    }

    /// <summary>One place of a dimension, which is gone.</summary>
    internal sealed record Selected(int Axis, long Index) : View
    {
        internal override (string, IReadOnlyList<Operand>) Read(GraphValue parent, GraphValue view) =>
            ("aten::select", [Tensor(parent), Number(Axis), Number(Index)]);

        internal override (string, IReadOnlyList<Operand>)? Write(GraphValue parent, GraphValue view) =>
            ("aten::select_scatter", [Tensor(parent), Tensor(view), Number(Axis), Number(Index)]);
    }

    /// <summary>The same memory at several places: it can be read again, not written.</summary>
    internal sealed record Expanded : View
    {
        internal override (string, IReadOnlyList<Operand>) Read(GraphValue parent, GraphValue view) =>
            ("aten::expand", [Tensor(parent), Shape(view), new Operand.Bool(false)]);

        internal override (string, IReadOnlyList<Operand>)? Write(GraphValue parent, GraphValue view) => null;
    }
}
