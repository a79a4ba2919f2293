using global::Onnx;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Lowers one ATen operation: reads its operands and adds ONNX nodes for it.</summary>
/// <param name="context">The place where the nodes go.</param>
/// <param name="node">The operation.</param>
internal delegate void Lowering(LoweringContext context, GraphNode node);

/// <summary>What a lowering works with: the graph that is being written, and the values that are known so far.</summary>
internal sealed class LoweringContext
{
    private readonly OnnxGraphBuilder builder;
    private readonly CapturedGraph graph;
    private readonly IReadOnlyList<string> inputNames;
    private readonly OnnxOptions options;
    private readonly SizeNodes sizes;
    private readonly Dictionary<string, GraphNode> producers;
    private readonly Dictionary<string, string> names = [];
    private readonly HashSet<GraphValue> missingLists = [];

    private GraphNode current = null!;

    internal LoweringContext(OnnxGraphBuilder builder, CapturedGraph graph, IReadOnlyList<string> inputNames, OnnxOptions options)
    {
        this.options = options;
        this.builder = builder;
        this.graph = graph;
        this.inputNames = inputNames;
        sizes = new SizeNodes(builder, inputNames, KnownName);
        producers = graph.Nodes.SelectMany(node => node.Results.Select(result => (result.Name, node))).ToDictionary(pair => pair.Name, pair => pair.node);
    }

    internal OnnxGraphBuilder Builder => builder;

    /// <summary>The opset that is written.</summary>
    internal int Opset => options.Opset;

    /// <summary>Lowers every operation in turn.</summary>
    /// <returns>The names of the graph's outputs.</returns>
    /// <exception cref="OnnxExportException">Some cannot be lowered: a line for each kind, with where it is first called.</exception>
    internal IReadOnlyList<string> Run()
    {
        var problems = graph.Nodes.Select(node => (node.Kind, Text: TryLower(node, out _))).Where(problem => problem.Text is not null).ToList();
        if (problems.Count > 0)
            throw new OnnxExportException(string.Join('\n', problems.GroupBy(problem => problem.Kind).Select(
                kind => kind.Count() == 1 ? kind.First().Text! : $"{kind.First().Text} So in {kind.Count()} places; Explain lists them.")));
        return graph.Outputs.Select(Name).ToList();
    }

    /// <summary>The types of the values that operations of the forward gave, by their names in the graph.</summary>
    internal IEnumerable<(string Name, TensorType Type)> Typed() =>
        from result in graph.Nodes.SelectMany(node => node.Results)
        where result.Type is not null && names.ContainsKey(result.Name)
        select (names[result.Name], result.Type);

    /// <summary>Lowers every operation in turn, and tells what came of each; what cannot be lowered stands as itself for what follows.</summary>
    internal IReadOnlyList<ExplainedOperation> Explain()
    {
        var explained = graph.Nodes.Select(node => (Node: node, Problem: TryLower(node, out var added), Added: added)).ToList();
        var left = new GraphProto();
        left.Node.Add(builder.Nodes);
        left.Initializer.Add(builder.Initializers);
        left.Output.Add(graph.Outputs.Select(output => new ValueInfoProto { Name = Name(output) }));
        OnnxModelWriter.Simplify(left);
        var alive = left.Node.ToHashSet(ReferenceEqualityComparer.Instance);
        return explained.Select(operation => new ExplainedOperation(
            operation.Node.Kind,
            operation.Node.Operands.Select(operand => operand.ToString()!).ToList(),
            operation.Node.Module,
            operation.Added.Where(alive.Contains).Select(added => added.OpType).ToList(),
            operation.Problem)).ToList();
    }

    private string? TryLower(GraphNode node, out IReadOnlyList<NodeProto> added)
    {
        var count = builder.Nodes.Count;
        string? problem = null;
        try
        {
            current = node;
            if (!node.Operands.Any(operand => missingLists.Any(list => Holds(operand, list))))
                LoweringTable.Find(node, options.OwnLowerings)(this, node);
            else
                StandIn(node);
        }
        catch (OnnxExportException e)
        {
            problem = e.Message;
            StandIn(node);
        }
        added = builder.Nodes.Skip(count).ToList();
        return problem;
    }

    // What follows goes on as if the results were there; a list that is not there cannot be taken apart.
    private void StandIn(GraphNode node)
    {
        for (var result = 0; result < node.Results.Count; result++)
            Give(builder.Reserve(node.Kind), result);
        missingLists.UnionWith(node.Results.Where(result => result.Type is null));
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
            _ when value.Type is not null => throw Refuse($"the lowering of {producers[value.Name].Kind} does not give the result that it takes."),
            _ => throw Refuse($"the list that {producers[value.Name].Kind} makes is not understood by what follows it."),
        };
    }

    // A dimension of a value can be asked for once the value is there.
    private string KnownName(GraphValue value) =>
        value.Leaf is not null || names.ContainsKey(value.Name)
            ? Name(value)
            : throw Refuse("a size of its result follows from the dynamic dimensions in a way that no formula explains.");

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
        Operand.Power power => Cast(PowerOf(power), element),
        _ => throw Refuse($"{operand} is not a number."),
    };

    internal string Cast(string name, ScalarType element) => Emit("Cast", [name], ("to", TensorWriter.ElementOf(element)));

    internal string Scalar(double number, ScalarType element) => builder.Constant(TensorWriter.Scalar(number, element));

    internal string Scalar(long number, ScalarType element) => builder.Constant(TensorWriter.Scalar(number, element));

    /// <summary>A number that must be known now, in a given element type, shape [].</summary>
    internal TensorProto FixedScalar(Operand operand, ScalarType element) => operand is Operand.Float number
        ? TensorWriter.Scalar(number.Number, element)
        : TensorWriter.Scalar(Fixed(operand), element);

    /// <summary>A list of int64, shape [count]; what follows dynamic dimensions is computed.</summary>
    internal string Integers(IReadOnlyList<Size> sizes)
    {
        if (sizes.All(size => size.IsFixed))
            return builder.Integers(sizes.Select(size => size.Offset).ToList());
        var parts = sizes.Select(this.sizes.Of).ToList();
        return parts.Count == 1 ? parts[0] : Emit("Concat", parts, ("axis", 0));
    }

    private string ScalarOf(Size size) => Emit("Squeeze", [sizes.Of(size), builder.Integers(0)]);

    private string PowerOf(Operand.Power power) =>
        Emit("Pow", [Cast(ScalarOf(power.Base), ScalarType.Float64), Scalar(power.Exponent, ScalarType.Float64)]);

    /// <summary>The operation that made an operand; null for leaves and plain values.</summary>
    internal GraphNode? ProducerOf(Operand operand) =>
        operand is Operand.Value value && producers.TryGetValue(value.Source.Name, out var node) ? node : null;

    /// <summary>The tensor that an operand is, where it is a parameter, a buffer or a constant; null otherwise.</summary>
    internal static Tensor? TensorOf(Operand operand) => operand switch
    {
        Operand.Value { Source.Leaf: GraphLeaf.State { Tensor: var state } } => state,
        Operand.Value { Source.Leaf: GraphLeaf.Constant { Tensor: var constant } } => constant,
        _ => null,
    };

    /// <summary>Whether a result of an operation is used by another one, or is an output.</summary>
    internal bool IsUsed(GraphNode node, int result) =>
        graph.Outputs.Contains(node.Results[result]) || UsersOf(node.Results[result]).Any();

    /// <summary>The operations that take a value.</summary>
    internal IEnumerable<GraphNode> UsersOf(GraphValue value) =>
        graph.Nodes.Where(node => node.Operands.Any(operand => Holds(operand, value)));

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
