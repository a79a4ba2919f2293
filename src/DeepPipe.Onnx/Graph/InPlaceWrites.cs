namespace DeepPipe.Onnx;

/// <summary>Makes in-place operations functional: whoever shows the memory that was written is read anew.</summary>
/// <remarks>
/// A tensor of memory of its own is a base; views show parts of it, or of other views. A write into a view gives it new numbers, which
/// are written back through the chain of views into a new base. What shows that base is read out of the newest one when it is used next.
/// </remarks>
internal sealed class InPlaceWrites
{
    // They change how a tensor shows its memory, not what is in it.
    private static readonly HashSet<string> OnlyReshape =
        ["aten::unsqueeze_", "aten::squeeze_", "aten::t_", "aten::transpose_", "aten::swapaxes_", "aten::detach_", "aten::requires_grad_"];

    // It writes into a parameter, but what it writes it finds written the next time.
    private const string Renormalizing = "aten::embedding_renorm_";

    private readonly CapturedGraph graph;
    private readonly List<GraphNode> nodes = [];
    private readonly Dictionary<string, GraphNode> makers = [];
    private readonly Dictionary<string, GraphValue> aliases = [];
    private readonly Dictionary<string, (GraphValue Parent, View? View)> views = [];
    private readonly Dictionary<string, (GraphValue Value, int Version)> newest = [];
    private readonly Dictionary<string, int> versions = [];
    private int madeCount;

    private InPlaceWrites(CapturedGraph graph) => this.graph = graph;

    /// <exception cref="OnnxExportException">A write cannot be followed, or reaches a tensor that outlives the pass.</exception>
    internal static CapturedGraph MakeFunctional(CapturedGraph graph)
    {
        var named = graph with { Nodes = graph.Nodes.Select(WithItsName).ToList() };
        return named.Nodes.Any(IsInPlace) ? new InPlaceWrites(named).Run() : graph;
    }

    // The tracer notes zero_(tensor) as zeros(sizes, tensor).
    private static GraphNode WithItsName(GraphNode node) =>
        node is { Kind: "aten::zeros", Operands: [_, Operand.Value { Source.Type: not null } target] }
            ? node with { Kind = "aten::zero_", Operands = [target] }
            : node;

    private static bool IsInPlace(GraphNode node) =>
        node.Kind.StartsWith("aten::", StringComparison.Ordinal) && node.Kind.EndsWith('_') && !node.Kind.EndsWith("__", StringComparison.Ordinal);

    private CapturedGraph Run()
    {
        foreach (var node in graph.Nodes)
        {
            if (OnlyReshape.Contains(node.Kind) || node.Kind == Renormalizing)
                Keep(node with { Kind = node.Kind.TrimEnd('_') });
            else if (IsInPlace(node))
                Write(node);
            else
                Keep(node);
        }
        return graph with { Nodes = nodes, Outputs = graph.Outputs.Select(output => Newest(output, null)).ToList() };
    }

    private void Keep(GraphNode node)
    {
        for (var result = 0; result < node.Results.Count; result++)
        {
            var value = node.Results[result];
            makers[value.Name] = node;
            if (ViewReader.Of(node, result, made => makers.GetValueOrDefault(made.Name)) is { } view)
                views[value.Name] = (Identity(view.Parent), view.View);
            newest[value.Name] = (value, VersionOf(value));
        }
        nodes.Add(node with { Operands = node.Operands.Select(operand => Newest(operand, node)).ToList() });
    }

    private void Write(GraphNode node)
    {
        var target = Identity(((Operand.Value)node.Operands[0]).Source);
        RequireOwn(Base(target), node);
        var written = node.Results[0];
        nodes.Add(node with
        {
            Kind = node.Kind.TrimEnd('_'),
            Operands = node.Operands.Select(operand => Newest(operand, node)).ToList(),
        });
        aliases[written.Name] = target;
        var version = versions[Base(target).Name] = VersionOf(target) + 1;
        newest[target.Name] = (written, version);
        WriteBack(target, written, node, version);
    }

    // From the view that was written up to the base, each parent with the new numbers in their place.
    private void WriteBack(GraphValue view, GraphValue written, GraphNode node, int version)
    {
        KeepOtherParts(view, version);
        if (!views.TryGetValue(view.Name, out var shown))
            return;
        var parent = Newest(shown.Parent, node, version - 1);
        var back = shown.View?.Write(parent, written)
            ?? throw Refuse(node, $"a tensor that shows the memory of another in a way ({makers[view.Name].Kind}) that cannot be written back");
        var result = Made(shown.Parent);
        nodes.Add(new GraphNode(back.Kind, back.Operands, [result], node.Module));
        newest[shown.Parent.Name] = (result, version);
        WriteBack(shown.Parent, result, node, version);
    }

    // Parts that were cut apart do not show each other's memory.
    private void KeepOtherParts(GraphValue part, int version)
    {
        if (makers.GetValueOrDefault(part.Name) is not { Kind: "prim::ListUnpack", Results: var parts })
            return;
        foreach (var other in parts.Where(other => other != part))
            if (newest.TryGetValue(other.Name, out var known) && known.Version == version - 1)
                newest[other.Name] = (known.Value, version);
    }

    private Operand Newest(Operand operand, GraphNode? user) => operand switch
    {
        Operand.Value value => new Operand.Value(Newest(value.Source, user)),
        Operand.List list => new Operand.List(list.Items.Select(item => Newest(item, user)).ToList()),
        _ => operand,
    };

    private GraphValue Newest(GraphValue value, GraphNode? user)
    {
        var identity = Identity(value);
        return Newest(identity, user, VersionOf(identity));
    }

    private GraphValue Newest(GraphValue value, GraphNode? user, int version)
    {
        if (!newest.TryGetValue(value.Name, out var known))
            return value;
        if (known.Version >= version || !views.TryGetValue(value.Name, out var shown))
            return known.Value;
        var parent = Newest(shown.Parent, user, version);
        if (shown.View is null)
            throw Refuse(user ?? makers[value.Name], $"with a tensor ({makers[value.Name].Kind}) that may or may not show memory that was written since");
        var (kind, operands) = shown.View.Read(parent, value);
        var read = Made(value);
        nodes.Add(new GraphNode(kind, operands, [read], makers[value.Name].Module));
        newest[value.Name] = (read, version);
        return read;
    }

    private GraphValue Identity(GraphValue value)
    {
        while (aliases.TryGetValue(value.Name, out var same))
            value = same;
        return value;
    }

    private GraphValue Base(GraphValue value)
    {
        value = Identity(value);
        while (views.TryGetValue(value.Name, out var shown))
            value = Identity(shown.Parent);
        return value;
    }

    private int VersionOf(GraphValue value) => versions.GetValueOrDefault(Base(value).Name);

    private GraphValue Made(GraphValue like) => new($"w{madeCount++}", like.Type);

    private static void RequireOwn(GraphValue written, GraphNode node)
    {
        switch (written.Leaf)
        {
            case GraphLeaf.State state:
                throw Refuse(node, $"\"{state.Name}\", which outlives the pass");
            case GraphLeaf.Constant:
                throw Refuse(node, "a tensor that the forward brings along, which outlives the pass");
            default:
                return;
        }
    }

    private static OnnxExportException Refuse(GraphNode node, string what) => new(
        IsInPlace(node)
            ? $"{node.Description} writes into {what}. Write the operation without the underscore: {node.Kind.TrimEnd('_')}."
            : $"{node.Description} works {what}. Clone it before the write.");
}
