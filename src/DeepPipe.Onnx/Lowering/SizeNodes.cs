namespace DeepPipe.Onnx;

/// <summary>Computes sizes in the graph, each once.</summary>
/// <param name="builder">Takes the nodes.</param>
/// <param name="inputNames">The names of the graph's inputs.</param>
/// <param name="nameOf">The name of a value of the captured graph that was lowered before.</param>
internal sealed class SizeNodes(OnnxGraphBuilder builder, IReadOnlyList<string> inputNames, Func<GraphValue, string> nameOf)
{
    private readonly Dictionary<string, string> known = [];

    /// <summary>The name of a size, int64 of shape [1].</summary>
    internal string Of(Size size)
    {
        if (size.IsFixed)
            return builder.Integers(size.Offset);
        return Once(size.ToString(), () =>
        {
            var sum = size.Terms.Select(Of).Aggregate((left, right) => Emit("Add", left, right));
            return size.Offset == 0 ? sum : Emit("Add", sum, builder.Integers(size.Offset));
        });
    }

    private string Of(SizeTerm term)
    {
        var product = term.Product.Select(Of).Aggregate((left, right) => Emit("Mul", left, right));
        return term.Factor == 1 ? product : Emit("Mul", product, builder.Integers(term.Factor));
    }

    // Sizes are not negative, so that the whole-number division of ONNX, toward zero, rounds down.
    private string Of(Dimension dimension) => Once($"dimension {dimension}", () => dimension switch
    {
        Dimension.OfInput input => Shape(inputNames[input.Index], input.Axis),
        Dimension.OfValue value => Shape(nameOf(value.Value), value.Axis),
        Dimension.Quotient quotient => Emit("Div", Of(quotient.Dividend), builder.Integers(quotient.Divisor)),
        _ => throw new ArgumentOutOfRangeException(nameof(dimension)),
    });

    private string Shape(string tensor, int axis) => builder.Add("", "Shape", [tensor], ("start", axis), ("end", axis + 1));

    private string Emit(string operation, string left, string right) => builder.Add("", operation, [left, right]);

    private string Once(string key, Func<string> make) =>
        known.TryGetValue(key, out var name) ? name : known[key] = make();
}
