using global::Onnx;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Gathers nodes and initialisers of an ONNX graph. Values are known by their names.</summary>
internal sealed class OnnxGraphBuilder
{
    /// <summary>What the names of constants begin with, unlike those of weights.</summary>
    internal const string ConstantPrefix = "constant_";

    private readonly HashSet<string> names = [];
    private readonly Dictionary<string, string> constants = [];
    private readonly Dictionary<string, string> derived = [];

    internal List<NodeProto> Nodes { get; } = [];

    internal List<TensorProto> Initializers { get; } = [];

    /// <summary>Takes a name, with a number behind it if it is taken already.</summary>
    internal string Reserve(string wanted)
    {
        var name = wanted;
        for (var number = 1; !names.Add(name); number++)
            name = $"{wanted}_{number}";
        return name;
    }

    /// <summary>Adds a node of one output.</summary>
    /// <param name="module">The path of the module that it belongs to; it becomes the front of the names.</param>
    /// <param name="operation">The ONNX operation; one of another domain has it in front, as in <c>com.microsoft::Gelu</c>.</param>
    /// <param name="inputs">The names of its inputs; an empty one is an input left out.</param>
    /// <param name="attributes">Numbers, lists of numbers, or text.</param>
    /// <returns>The name of the output.</returns>
    internal string Add(string module, string operation, IReadOnlyList<string> inputs, params (string Name, object Value)[] attributes) =>
        AddMany(module, operation, inputs, 1, attributes)[0];

    /// <summary>Adds a node of several outputs.</summary>
    internal IReadOnlyList<string> AddMany(
        string module, string operation, IReadOnlyList<string> inputs, int outputCount, params (string Name, object Value)[] attributes)
    {
        var name = Reserve(module.Length == 0 ? operation : $"{module}/{operation}");
        var outputs = Enumerable.Range(0, outputCount).Select(index => outputCount == 1 ? name : Reserve($"{name}:{index}")).ToList();
        var parts = operation.Split("::");
        var node = new NodeProto { Name = name, OpType = parts[^1], Domain = parts.Length > 1 ? parts[0] : "" };
        node.Input.Add(inputs);
        node.Output.Add(outputs);
        node.Attribute.Add(attributes.Select(OnnxAttribute.Of));
        Nodes.Add(node);
        return outputs;
    }

    /// <summary>Adds a tensor under a name of its own.</summary>
    internal string AddInitializer(string name, Tensor tensor)
    {
        var reserved = Reserve(name);
        Initializers.Add(TensorWriter.Write(reserved, tensor));
        return reserved;
    }

    /// <summary>What is made of weights; asked for again, it is the same initialiser.</summary>
    /// <param name="weights">The names of the weights, at least one; it is called after the first.</param>
    /// <param name="how">What is done to them, the end of the name.</param>
    /// <param name="make">Does it.</param>
    internal string Derived(IReadOnlyList<string> weights, string how, Func<Tensor> make)
    {
        var key = string.Join('\n', weights.Append(how));
        if (derived.TryGetValue(key, out var known))
            return known;
        using var tensor = make();
        return derived[key] = AddInitializer($"{weights[0]}/{how}", tensor);
    }

    /// <summary>A constant; equal ones are one initialiser.</summary>
    internal string Constant(TensorProto tensor)
    {
        var key = $"{tensor.DataType}|{string.Join(',', tensor.Dims)}|{tensor.RawData.ToBase64()}";
        if (constants.TryGetValue(key, out var known))
            return known;
        tensor.Name = Reserve($"{ConstantPrefix}{constants.Count}");
        Initializers.Add(tensor);
        return constants[key] = tensor.Name;
    }

    /// <summary>A list of int64, shape [count].</summary>
    internal string Integers(params IReadOnlyList<long> numbers) => Constant(TensorWriter.Integers(numbers));
}
