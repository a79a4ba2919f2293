using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Recurrent layers one above the other; ONNX has an operation for one layer, in one or both directions.</summary>
internal sealed class RecurrentStack(LoweringContext context, GraphNode node, RecurrentKind kind, int directions, int layerCount)
{
    /// <summary>Adds the layers.</summary>
    /// <param name="weights">For each layer and direction: input weights, state weights, and two biases.</param>
    /// <param name="states">The first states, [layers * directions, rows, width], in the order of the operation.</param>
    /// <param name="hasBias">Whether there are biases.</param>
    /// <param name="batchFirst">Whether input and output are [rows, time, width] rather than [time, rows, width].</param>
    /// <returns>The output, then the last states.</returns>
    internal IReadOnlyList<string> Run(IReadOnlyList<Operand> weights, IReadOnlyList<Operand> states, bool hasBias, bool batchFirst)
    {
        var perDirection = hasBias ? 4 : 2;
        var first = states.Select(FirstStates).ToList();
        var last = Enumerable.Range(0, kind.StateCount).Select(_ => new List<string>()).ToList();
        var input = context.Name(node.Operands[0]);
        if (batchFirst)
            input = context.Emit("Transpose", [input], ("perm", new long[] { 1, 0, 2 }));
        for (var layer = 0; layer < layerCount; layer++)
        {
            var own = weights.Skip(layer * directions * perDirection).Take(directions * perDirection).Chunk(perDirection).ToList();
            var outputs = Layer(input, own, first.Select(state => state?[layer] ?? "").ToList());
            for (var state = 0; state < kind.StateCount; state++)
                last[state].Add(outputs[1 + state]);
            input = Joined(outputs[0], batchFirst && layer == layerCount - 1);
        }
        return [input, .. last.Select(parts => layerCount == 1 ? parts[0] : context.Emit("Concat", parts, ("axis", 0)))];
    }

    // Null where they are zeros, which is what ONNX begins with.
    private IReadOnlyList<string>? FirstStates(Operand states)
    {
        if (context.ProducerOf(states) is { Kind: "aten::zeros" })
            return null;
        if (layerCount == 1)
            return [context.Name(states)];
        var sizes = context.Builder.Integers(Enumerable.Repeat((long)directions, layerCount).ToList());
        return context.Builder.AddMany(node.Module, "Split", [context.Name(states), sizes], layerCount, ("axis", 0));
    }

    private IReadOnlyList<string> Layer(string input, IReadOnlyList<Operand[]> weights, IReadOnlyList<string> states)
    {
        using var scope = NewDisposeScope();
        List<string> inputs =
        [
            input,
            Packed(weights.Select(own => own[0]).ToList(), parts => stack(parts, 0)),
            Packed(weights.Select(own => own[1]).ToList(), parts => stack(parts, 0)),
        ];
        var biases = weights.SelectMany(own => own.Skip(2)).ToList();
        var hasStates = states.Any(state => state.Length > 0);
        if (biases.Count > 0)
            inputs.Add(Packed(biases, parts => cat(parts, 0).reshape(directions, -1)));
        else if (hasStates)
            inputs.Add("");
        if (hasStates)
            inputs.AddRange(["", .. states]);   // the empty one is the lengths: all sequences are whole
        return context.Builder.AddMany(node.Module, kind.Operation, inputs, 1 + kind.StateCount, Attributes(weights[0][1]));
    }

    private (string Name, object Value)[] Attributes(Operand stateWeight)
    {
        List<(string, object)> attributes = [("hidden_size", Spatial.Fixed(context, context.TypeOf(stateWeight).Shape.Skip(1))[0])];
        if (directions == 2)
            attributes.Add(("direction", "bidirectional"));
        foreach (var (name, value) in kind.Attributes)
            attributes.Add((name, value is string text ? Enumerable.Repeat(text, directions) : value));
        return [.. attributes];
    }

    // The directions side by side, the gates in ONNX's order.
    private string Packed(IReadOnlyList<Operand> weights, Func<List<Tensor>, Tensor> join)
    {
        Tensor Join() => join(weights.Select(weight => Reordered(Known(weight))).ToList());

        var names = weights.OfType<Operand.Value>().Select(weight => weight.Source.Leaf).OfType<GraphLeaf.State>().Select(state => state.Name).ToList();
        return names.Count == weights.Count
            ? context.Builder.Derived(names, "packed", Join)
            : context.Builder.Constant(TensorWriter.Write("", Join()));
    }

    private Tensor Reordered(Tensor weight)
    {
        var gates = weight.detach().chunk(kind.GateOrder.Count, 0);
        return cat(kind.GateOrder.Select(gate => gates[gate]).ToList(), 0);
    }

    private Tensor Known(Operand weight) => LoweringContext.TensorOf(weight)
        ?? throw context.Refuse("the weights must be parameters, buffers or constants, not the results of other operations.");

    // The output of a layer is [time, directions, rows, width].
    private string Joined(string output, bool batchFirst)
    {
        if (directions == 1)
        {
            var squeezed = context.Emit("Squeeze", [output, context.Builder.Integers(1)]);
            return batchFirst ? context.Emit("Transpose", [squeezed], ("perm", new long[] { 1, 0, 2 })) : squeezed;
        }
        long[] order = batchFirst ? [2, 0, 1, 3] : [0, 2, 1, 3];
        return context.Emit("Reshape", [context.Emit("Transpose", [output], ("perm", order)), context.Builder.Integers(0, 0, -1)]);
    }
}
