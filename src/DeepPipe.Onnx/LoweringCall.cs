using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>An operation that is being lowered: what it was called with, and where its ONNX nodes go.</summary>
/// <remarks>Operands and results are counted from 0, in the order of torch's schema. Values of the ONNX graph are known by their names.</remarks>
public sealed class LoweringCall
{
    private readonly LoweringContext context;
    private readonly GraphNode node;

    internal LoweringCall(LoweringContext context, GraphNode node)
    {
        this.context = context;
        this.node = node;
    }

    /// <summary>The operation's name in torch.</summary>
    public string Operation => node.Kind;

    /// <summary>The path of the module that called it; empty at the root.</summary>
    public string Module => node.Module;

    /// <summary>How many operands there are.</summary>
    public int OperandCount => node.Operands.Count;

    /// <summary>The opset that is written.</summary>
    public int Opset => context.Opset;

    /// <summary>Whether an operand was left out.</summary>
    public bool IsNone(int operand) => At(operand) is Operand.None;

    /// <summary>The ONNX value of a tensor operand.</summary>
    /// <exception cref="OnnxExportException">It is no tensor.</exception>
    public string Input(int operand) => context.Name(At(operand));

    /// <summary>The ONNX value of an operand, tensor or number, cast to an element type.</summary>
    /// <exception cref="OnnxExportException">It is neither.</exception>
    public string Input(int operand, ScalarType element) => context.As(At(operand), element);

    /// <summary>The ONNX values of an operand that is a list of tensors.</summary>
    /// <exception cref="OnnxExportException">It is no list, or not of tensors.</exception>
    public IReadOnlyList<string> Inputs(int operand) => At(operand) is Operand.List list
        ? list.Items.Select(context.Name).ToList()
        : throw Refuse($"{At(operand)} is not a list of tensors.");

    /// <summary>The element type of a tensor operand.</summary>
    /// <exception cref="OnnxExportException">It is no tensor.</exception>
    public ScalarType ElementType(int operand) => context.TypeOf(At(operand)).Element;

    /// <summary>The shape of a tensor operand; null for a dimension that is not fixed.</summary>
    /// <exception cref="OnnxExportException">It is no tensor.</exception>
    public IReadOnlyList<long?> Shape(int operand) =>
        context.TypeOf(At(operand)).Shape.Select(size => size.IsFixed ? size.Offset : (long?)null).ToList();

    /// <summary>The element type of a result.</summary>
    public ScalarType ResultType(int result = 0) => node.Results[result].Type!.Element;

    /// <summary>A whole number that must be fixed.</summary>
    /// <exception cref="OnnxExportException">It is none, or follows from a dynamic dimension.</exception>
    public long Integer(int operand) => context.Fixed(At(operand));

    /// <summary>A list of whole numbers that must be fixed.</summary>
    /// <exception cref="OnnxExportException">It is none, or follows from a dynamic dimension.</exception>
    public IReadOnlyList<long> Integers(int operand) => context.FixedList(At(operand));

    /// <summary>A number that must be fixed.</summary>
    /// <exception cref="OnnxExportException">It is none, or follows from a dynamic dimension.</exception>
    public double Number(int operand) => context.Number(At(operand));

    /// <summary>An operand that is text.</summary>
    /// <exception cref="OnnxExportException">It is none.</exception>
    public string Text(int operand) => At(operand) is Operand.Text text
        ? text.Characters
        : throw Refuse($"{At(operand)} is not text.");

    /// <summary>Whether an operand is true.</summary>
    public bool IsTrue(int operand) => context.IsTrue(At(operand));

    /// <summary>A constant value of the graph.</summary>
    public string Constant(Tensor value) => context.Builder.Constant(TensorWriter.Write("", value));

    /// <summary>Adds an ONNX node of one output.</summary>
    /// <param name="operation">The operator, such as <c>Sub</c>; one of another domain with it in front: <c>com.microsoft::Gelu</c>.</param>
    /// <param name="inputs">The names of its inputs; an empty one is left out.</param>
    /// <param name="attributes">Whole numbers, floats, text, or lists of long or string.</param>
    /// <returns>The name of the output.</returns>
    public string Emit(string operation, IReadOnlyList<string> inputs, params (string Name, object Value)[] attributes) =>
        context.Emit(operation, inputs, attributes);

    /// <summary>Adds an ONNX node of several outputs.</summary>
    /// <param name="operation">As for one output.</param>
    /// <param name="inputs">As for one output.</param>
    /// <param name="outputCount">How many outputs it has, at least 2.</param>
    /// <param name="attributes">As for one output.</param>
    /// <returns>The names of the outputs.</returns>
    public IReadOnlyList<string> EmitMany(
        string operation, IReadOnlyList<string> inputs, int outputCount, params (string Name, object Value)[] attributes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputCount, 2);
        return context.Builder.AddMany(node.Module, operation, inputs, outputCount, attributes);
    }

    /// <summary>Says which value a result of the operation is.</summary>
    public void Give(string value, int result = 0) => context.Give(value, result);

    private Operand At(int operand) => operand >= 0 && operand < node.Operands.Count
        ? node.Operands[operand]
        : throw Refuse($"its lowering asks for operand {operand}; it has {node.Operands.Count}, counted from 0.");

    /// <summary>The error for a call that ONNX cannot carry; it names operation, operands and module.</summary>
    public OnnxExportException Refuse(string reason) => context.Refuse(reason);
}
