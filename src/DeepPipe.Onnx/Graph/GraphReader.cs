using System.Globalization;
using System.Text.RegularExpressions;
using DeepPipe.Torch;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Reads the text of a traced graph. Constants and lists become operands, so that what is left are operations.</summary>
internal sealed partial class GraphReader
{
    private readonly TracedGraph traced;
    private readonly IReadOnlyList<GraphLeaf> leafKinds;
    private readonly Dictionary<string, Operand> operands = [];
    private readonly List<GraphValue> leaves = [];
    private readonly List<GraphNode> nodes = [];

    private GraphReader(TracedGraph traced, IReadOnlyList<GraphLeaf> leafKinds)
    {
        this.traced = traced;
        this.leafKinds = leafKinds;
    }

    /// <exception cref="OnnxExportException">The text is not of the form that this reader knows.</exception>
    internal static CapturedGraph Read(TracedGraph traced, IReadOnlyList<GraphLeaf> leafKinds) =>
        new GraphReader(traced, leafKinds).Read();

    private CapturedGraph Read()
    {
        var lines = traced.Text.Split('\n').Where(IsOperation).ToList();
        for (var index = 0; index < lines.Count; index++)
            ReadLine(lines[index], index < leafKinds.Count ? leafKinds[index] : null);
        var outputs = traced.Outputs.Select(name => ((Operand.Value)operands[name]).Source).ToList();
        return new CapturedGraph(nodes, outputs, leaves);
    }

    // Between the head, "graph(...):", and "return (...)". A line without a result writes what no value of the graph shows.
    private static bool IsOperation(string line)
    {
        if (line.Length == 0 || line.StartsWith("graph(", StringComparison.Ordinal) || line.StartsWith("  return ", StringComparison.Ordinal))
            return false;
        return line.StartsWith("  %", StringComparison.Ordinal)
            ? true
            : throw new OnnxExportException(
                $"The forward pass does what gives no result, and cannot be exported: {line.Trim(' ', '=')}. Write it with operations that "
                + "give back what they make.");
    }

    private void ReadLine(string line, GraphLeaf? leaf)
    {
        if (LinePattern().Match(line) is not { Success: true } match)
            throw Unreadable(line.Trim());

        var results = ResultPattern().Matches(match.Groups["results"].Value)
            .Select(result => (Name: result.Groups["name"].Value, Type: result.Groups["type"].Value)).ToList();
        var arguments = ValuePattern().Matches(match.Groups["arguments"].Value).Select(value => operands[value.Groups[1].Value]).ToList();

        if (leaf is not null)
            AddLeaf(results[0].Name, results[0].Type, leaf);
        else if (match.Groups["kind"].Value == "prim::Constant")
            operands[results[0].Name] = ConstantOf(results[0].Name, results[0].Type, line);
        else if (match.Groups["kind"].Value is "prim::ListConstruct" or "prim::TupleConstruct")
            operands[results[0].Name] = new Operand.List(arguments);
        else
            AddNode(match.Groups["kind"].Value, arguments, results, traced.Scopes.GetValueOrDefault(results[0].Name, ""));
    }

    private Operand ConstantOf(string name, string type, string line)
    {
        if (type == "NoneType" || !traced.Constants.TryGetValue(name, out var constant))
            return Operand.None.Instance;   // or one that no operation uses
        if (constant.Tensor is { } tensor)
            return AddLeaf(name, type, new GraphLeaf.Constant(tensor));
        return type switch
        {
            "int" => new Operand.Int(new Size((long)constant.Bits)),
            "float" => new Operand.Float(BitConverter.UInt64BitsToDouble(constant.Bits)),
            "bool" => new Operand.Bool((constant.Bits & 1) != 0),
            "str" or "Device" => new Operand.Text(QuotedPattern().Match(line).Groups[1].Value),
            _ => throw Unreadable($"a constant of type {type}"),
        };
    }

    private Operand.Value AddLeaf(string name, string type, GraphLeaf leaf)
    {
        var value = new GraphValue(name, TypeOf(type), leaf);
        leaves.Add(value);
        var operand = new Operand.Value(value);
        operands[name] = operand;
        return operand;
    }

    private void AddNode(string kind, List<Operand> arguments, List<(string Name, string Type)> results, string module)
    {
        var values = results.Select(result => new GraphValue(result.Name, TypeOf(result.Type)) { Strides = StridesOf(result.Type) }).ToList();
        foreach (var value in values)
            operands[value.Name] = new Operand.Value(value);
        nodes.Add(new GraphNode(kind, arguments, values, module));
    }

    private static List<long>? StridesOf(string type) => StridesPattern().Match(type) is { Success: true } match
        ? match.Groups[1].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries)
            .Select(stride => long.Parse(stride, CultureInfo.InvariantCulture)).ToList()
        : null;

    private static TensorType? TypeOf(string type)
    {
        if (TensorPattern().Match(type) is not { Success: true } match)
            return null;
        var sizes = match.Groups["sizes"].Value
            .Split(", ", StringSplitOptions.RemoveEmptyEntries)
            .TakeWhile(size => char.IsAsciiDigit(size[0]))
            .Select(size => new Size(long.Parse(size, CultureInfo.InvariantCulture))).ToList();
        return new TensorType(ElementOf(match.Groups["element"].Value), sizes);
    }

    private static ScalarType ElementOf(string name) => name switch
    {
        "Float" => ScalarType.Float32,
        "Double" => ScalarType.Float64,
        "Half" => ScalarType.Float16,
        "BFloat16" => ScalarType.BFloat16,
        "Long" => ScalarType.Int64,
        "Int" => ScalarType.Int32,
        "Short" => ScalarType.Int16,
        "Char" => ScalarType.Int8,
        "Byte" => ScalarType.Byte,
        "Bool" => ScalarType.Bool,
        _ => throw Unreadable($"tensors of type {name}"),
    };

    private static OnnxExportException Unreadable(string what) =>
        new($"libtorch's text of the captured graph holds what this version cannot read: {what}.");

    [GeneratedRegex(@"^  (?<results>%.*?) = (?<kind>[\w]+::[\w]+)(?:\[.*\])?\((?<arguments>[^()]*)\)(?:, scope:.*| #.*)?$")]
    private static partial Regex LinePattern();

    [GeneratedRegex(@"%(?<name>[\w.]+) : (?<type>\w+\([^)]*\)|[\w\[\]]+)")]
    private static partial Regex ResultPattern();

    [GeneratedRegex(@"%([\w.]+)")]
    private static partial Regex ValuePattern();

    [GeneratedRegex(@"^(?<element>\w+)\((?<sizes>.*)\)$")]
    private static partial Regex TensorPattern();

    [GeneratedRegex(@"strides=\[([^\]]*)\]")]
    private static partial Regex StridesPattern();

    [GeneratedRegex(@"value=""([^""]*)""")]
    private static partial Regex QuotedPattern();
}
