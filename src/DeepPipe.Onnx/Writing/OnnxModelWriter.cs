using global::Onnx;

namespace DeepPipe.Onnx;

/// <summary>Lowers a captured graph, takes out what nothing uses, and writes it as an ONNX model.</summary>
internal static class OnnxModelWriter
{
    private const int MachineLearningOpset = 4;

    internal static OnnxModel Write(CapturedGraph graph, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs, OnnxOptions options)
    {
        var builder = new OnnxGraphBuilder();
        foreach (var name in inputs.Concat(outputs))
            builder.Reserve(name);
        var context = new LoweringContext(builder, graph, inputs, options);
        var results = context.Run();
        NameOutputs(builder, results, outputs);

        var proto = new ModelProto { IrVersion = options.Opset >= 23 ? 11 : 10, ProducerName = "DeepPipe", Graph = new GraphProto { Name = "graph" } };
        proto.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = options.Opset });
        proto.OpsetImport.Add(new OperatorSetIdProto { Domain = "ai.onnx.ml", Version = MachineLearningOpset });
        var others = builder.Nodes.Select(node => node.Domain).Distinct().Except(["", "ai.onnx.ml"]);
        proto.OpsetImport.Add(others.Select(domain => new OperatorSetIdProto { Domain = domain, Version = 1 }));
        proto.MetadataProps.Add(options.Metadata.Select(pair => new StringStringEntryProto { Key = pair.Key, Value = pair.Value }));
        var leaves = graph.Leaves.Where(leaf => leaf.Leaf is GraphLeaf.Input).Zip(inputs);
        proto.Graph.Input.Add(leaves.Select(pair => Describe(pair.Second, pair.First.Type!)));
        proto.Graph.Output.Add(graph.Outputs.Zip(outputs).Select(pair => Describe(pair.Second, pair.First.Type!)));
        proto.Graph.Node.Add(builder.Nodes);
        proto.Graph.Initializer.Add(builder.Initializers);
        Simplify(proto.Graph);
        proto.Graph.ValueInfo.Add(Within(proto.Graph, context.Typed()));
        if (options.Half)
            HalfPrecision.Apply(proto.Graph);
        return new OnnxModel(proto, [.. CapturedConstants.Describe(graph), .. graph.Cautions]);
    }

    /// <summary>Takes out what no output needs, and does once what the graph would do each time.</summary>
    internal static void Simplify(GraphProto graph)
    {
        DeadNodes.Remove(graph);
        FoldedTransposes.Fold(graph);
        FoldedConstants.Fold(graph);
    }

    // An output takes its name from the node that makes it; where that is not one node of its own, an Identity carries it.
    private static void NameOutputs(OnnxGraphBuilder builder, IReadOnlyList<string> results, IReadOnlyList<string> outputs)
    {
        for (var index = 0; index < results.Count; index++)
        {
            var (result, output) = (results[index], outputs[index]);
            var isMade = builder.Nodes.Any(node => node.Output.Contains(result));
            if (!isMade || results.Count(other => other == result) > 1)
            {
                var identity = new NodeProto { Name = builder.Reserve($"{output}/Identity"), OpType = "Identity" };
                identity.Input.Add(result);
                identity.Output.Add(output);
                builder.Nodes.Add(identity);
                continue;
            }
            ValueNames.Rename(builder.Nodes, result, output);
        }
    }

    // What the forward's own values are, for viewers and for runtimes that plan memory; an output describes itself.
    private static IEnumerable<ValueInfoProto> Within(GraphProto graph, IEnumerable<(string Name, TensorType Type)> typed)
    {
        var made = graph.Node.SelectMany(node => node.Output).Except(graph.Output.Select(output => output.Name)).ToHashSet();
        return typed.Where(value => made.Contains(value.Name)).DistinctBy(value => value.Name).Select(value => Describe(value.Name, value.Type));
    }

    private static ValueInfoProto Describe(string name, TensorType type)
    {
        var tensor = new TypeProto.Types.Tensor { ElemType = TensorWriter.ElementOf(type.Element), Shape = new TensorShapeProto() };
        tensor.Shape.Dim.Add(type.Shape.Select(size => size switch
        {
            { IsFixed: true } => new TensorShapeProto.Types.Dimension { DimValue = size.Offset },
            { Only: Dimension.OfInput { Name: var dimension } } => new TensorShapeProto.Types.Dimension { DimParam = dimension },
            _ => new TensorShapeProto.Types.Dimension(),
        }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }
}
