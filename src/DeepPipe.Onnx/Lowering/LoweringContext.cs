using global::Onnx;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Lowers one ATen operation: reads its operands and adds ONNX nodes for it.</summary>
/// <param name="context">The place where the nodes go.</param>
/// <param name="node">The operation.</param>
internal delegate void Lowering(LoweringContext context, GraphNode node);

/// <summary>What a lowering works with: the graph that is being written, and the values that are known so far.</summary>
internal sealed class LoweringContext(OnnxGraphBuilder builder, CapturedGraph graph, IReadOnlyList<string> inputNames)
{
    private readonly Dictionary<string, string> names = [];
    private readonly Dictionary<string, GraphNode> producers =
        graph.Nodes.SelectMany(node => node.Results.Select(result => (result.Name, node))).ToDictionary(pair => pair.Name, pair => pair.node);

    private GraphNode current = null!;

    internal OnnxGraphBuilder Builder => builder;

    /// <summary>Lowers every operation in turn.</summary>
    /// <returns>The names of the graph's outputs.</returns>
    internal IReadOnlyList<string> Run()
    {
        foreach (var node in graph.Nodes)
        {
            current = node;
            LoweringTable.Find(node)(this, node);
        }
        return graph.Outputs.Select(Name).ToList();
    }

    /// <summary>Adds a node of one output under the module that is being lowered.</summary>
    internal string Emit(string operation, IReadOnlyList<string> inputs, params (string Name, object Value)[] attributes) =>
        builder.Add(current.Module, operation, inputs, attributes);

    /// <summary>Says under which name a result of the operation is found.</summary>
    internal void Give(string name, int result = 0) => names[current.Results[result].Name] = name;

    internal OnnxExportException Refuse(string reason) => new($"{current.Description} cannot be exported: {reason}");

    /// <summary>The name of a value that was lowered before, or of a leaf, which is written when it is first asked for.</summary>
    internal string Name(GraphValue value)
    {
        if (names.TryGetValue(value.Name, out var known))
            return known;
        return names[value.Name] = value.Leaf switch
        {
            GraphLeaf.Input input => inputNames[input.Index],
            GraphLeaf.State state => builder.AddInitializer(state.Name, state.Tensor),
            GraphLeaf.Constant constant => builder.Constant(TensorWriter.Write("", constant.Tensor)),
            _ => throw Refuse($"the list that {producers[value.Name].Kind} makes is not understood by what follows it."),
        };
    }

    internal string Name(Operand operand) => operand is Operand.Value value ? Name(value.Source) : throw Refuse($"{operand} is not a tensor.");

    /// <summary>The type of a tensor operand.</summary>
    internal TensorType TypeOf(Operand operand) =>
        operand is Operand.Value { Source.Type: { } type } ? type : throw Refuse($"{operand} is not a tensor.");

    /// <summary>A tensor or a number, as an ONNX value of a given element type.</summary>
    internal string As(Operand operand, ScalarType element) => operand switch
    {
        Operand.Value { Source.Type: { } type } value when type.Element == element => Name(value.Source),
        Operand.Value value => Cast(Name(value.Source), element),
        Operand.Float number => Scalar(number.Number, element),
        Operand.Bool flag => Scalar(flag.Flag ? 1 : 0, element),
        Operand.Int { Number: { IsFixed: true } number } => Scalar(number.Offset, element),
        Operand.Int { Number: var number } => Cast(ScalarOf(number), element),
        _ => throw Refuse($"{operand} is not a number."),
    };

    internal string Cast(string name, ScalarType element) => Emit("Cast", [name], ("to", TensorWriter.ElementOf(element)));

    internal string Scalar(double number, ScalarType element) => builder.Constant(TensorWriter.Scalar(number, element));

    internal string Scalar(long number, ScalarType element) => builder.Constant(TensorWriter.Scalar(number, element));

    /// <summary>A number that must be known now, in a given element type, shape [].</summary>
    internal TensorProto FixedScalar(Operand operand, ScalarType element) => operand is Operand.Float number
        ? TensorWriter.Scalar(number.Number, element)
        : TensorWriter.Scalar(Fixed(operand), element);

    /// <summary>A list of int64, shape [count]; formulas are computed from the first input's rows.</summary>
    internal string Integers(IReadOnlyList<Size> sizes)
    {
        if (sizes.All(size => size.IsFixed))
            return builder.Integers(sizes.Select(size => size.Offset).ToList());
        var parts = sizes.Select(size => size.IsFixed ? builder.Integers(size.Offset) : Computed(size)).ToList();
        return parts.Count == 1 ? parts[0] : Emit("Concat", parts, ("axis", 0));
    }

    private string ScalarOf(Size size) => Emit("Squeeze", [Computed(size), builder.Integers(0)]);

    private string Computed(Size size)
    {
        var result = Emit("Shape", [inputNames[0]], ("start", 0), ("end", 1));
        if (size.Factor != 1)
            result = Emit("Mul", [result, builder.Integers(size.Factor)]);
        return size.Offset == 0 ? result : Emit("Add", [result, builder.Integers(size.Offset)]);
    }

    /// <summary>The operation that made an operand; null for leaves and plain values.</summary>
    internal GraphNode? ProducerOf(Operand operand) =>
        operand is Operand.Value value && producers.TryGetValue(value.Source.Name, out var node) ? node : null;

    /// <summary>Whether a result of an operation is used by another one, or is an output.</summary>
    internal bool IsUsed(GraphNode node, int result) =>
        graph.Outputs.Contains(node.Results[result]) || graph.Nodes.SelectMany(other => other.Operands).Any(operand => Holds(operand, node.Results[result]));

    private static bool Holds(Operand operand, GraphValue value) => operand switch
    {
        Operand.Value { Source: var source } => source == value,
        Operand.List list => list.Items.Any(item => Holds(item, value)),
        _ => false,
    };

    /// <summary>A whole number that must be known now.</summary>
    internal long Fixed(Operand operand) => operand switch
    {
        Operand.Int { Number: { IsFixed: true } number } => number.Offset,
        Operand.Bool flag => flag.Flag ? 1 : 0,
        _ => throw Refuse($"{operand} must be a fixed whole number."),
    };

    /// <summary>A fixed dimension, counted from the front.</summary>
    internal int Axis(Operand operand, int rank)
    {
        var axis = (int)Fixed(operand);
        return axis < 0 ? axis + Math.Max(rank, 1) : axis;
    }

    internal IReadOnlyList<long> FixedList(Operand operand) => Sizes(operand).Select(size =>
        size.IsFixed ? size.Offset : throw Refuse($"{operand} must be fixed.")).ToList();

    internal IReadOnlyList<Size> Sizes(Operand operand) => operand switch
    {
        Operand.List list => list.Items.Select(item => item is Operand.Int number ? number.Number : throw Refuse($"{item} is not a size.")).ToList(),
        Operand.Int number => [number.Number],
        _ => throw Refuse($"{operand} is not a list of sizes."),
    };

    internal double Number(Operand operand) => operand switch
    {
        Operand.Float number => number.Number,
        Operand.Int { Number: { IsFixed: true } number } => number.Offset,
        Operand.Bool flag => flag.Flag ? 1 : 0,
        _ => throw Refuse($"{operand} must be a fixed number."),
    };

    internal bool IsTrue(Operand operand) => operand is Operand.Bool { Flag: true } || operand is Operand.Int { Number.Offset: not 0 };
}
