namespace DeepPipe.Onnx;

/// <summary>How a module is exported.</summary>
public sealed record OnnxOptions
{
    private const long LargestExternalWeightBytes = 2_000_000_000;

    /// <summary>The names of the inputs, in the order of the forward.</summary>
    /// <value>Default <c>input</c> for one, <c>input_0</c>, <c>input_1</c> ... for several.</value>
    public IReadOnlyList<string> InputNames { get; init; } = [];

    /// <summary>The names of the outputs, in the order of the forward.</summary>
    /// <value>Default <c>output</c> for one, <c>output_0</c>, <c>output_1</c> ... for several.</value>
    public IReadOnlyList<string> OutputNames { get; init; } = [];

    /// <summary>The dimensions that may have any size when the model runs: for each input its axes, counted from 0, with their names.</summary>
    /// <value>
    /// Default null: dimension 0 of each input that has one, under the name <see cref="RowsName"/>. The same name in several places means the same
    /// size. A size that the forward computes from a dynamic one must follow from it by whole-number arithmetic.
    /// </value>
    public IReadOnlyList<IReadOnlyDictionary<int, string>>? DynamicDimensions { get; init; }

    /// <summary>What dimension 0 of each input is called, where <see cref="DynamicDimensions"/> says nothing else.</summary>
    /// <value>Default <c>rows</c>.</value>
    public string RowsName { get; init; } = "rows";

    /// <summary>The version of ONNX's operators.</summary>
    /// <value>Default 21 (IR 10, ONNX Runtime 1.20 and later). 23 (IR 11, ONNX Runtime 1.23 and later) has attention as one operator.</value>
    public int Opset { get; init; } = 21;

    /// <summary>Whether weights and arithmetic of float32 become float16. Inputs and outputs stay float32.</summary>
    /// <value>
    /// Default false. Weights beyond ±65504 become that number, and those nearer to 0 than 3e-8 ±6e-8, but for 0 itself; what the graph computes beyond it is infinite, and whole numbers above 2048
    /// are rounded where they meet it. Float64 and whole numbers stay what they are, as does float32 where the operator knows nothing
    /// smaller (Range, Celu, the factors of Resize), with casts around it. On a CPU ONNX Runtime computes in float32 where it has no
    /// float16.
    /// </value>
    public bool Half { get; init; }

    /// <summary>Text that the file carries besides the graph.</summary>
    /// <value>Default none.</value>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>From how many bytes of weights on they lie in a file of their own beside the model, aligned for mapping into memory.</summary>
    /// <value>
    /// Default 1.9 GB, as one file holds 2 GB at most. 0 to 2,000,000,000. The second file is called after the model and its own content:
    /// <c>model.onnx.3f2a9c1e.weights</c>.
    /// </value>
    public long ExternalWeightBytes { get; init; } = 1_900_000_000;

    /// <summary>Looks at the written model before it takes its place: null lets it, anything else is the reason why not.</summary>
    /// <value>Default null, which lets every model through. Load the file with a runtime of your choice and compare the outputs.</value>
    public Func<OnnxCandidate, string?>? Verify { get; init; }

    internal IReadOnlyDictionary<string, Lowering> OwnLowerings { get; private init; } = new Dictionary<string, Lowering>();

    /// <summary>The same options with a lowering for an operation, before or instead of the known one.</summary>
    /// <param name="operation">Its name in torch, such as <c>aten::my_op</c>.</param>
    /// <param name="lowering">Reads the operands and adds ONNX nodes.</param>
    /// <exception cref="ArgumentException">The name has no namespace: no operation of torch is called so.</exception>
    public OnnxOptions Lower(string operation, Action<LoweringCall> lowering)
    {
        ArgumentException.ThrowIfNullOrEmpty(operation);
        ArgumentNullException.ThrowIfNull(lowering);
        if (!operation.Contains("::", StringComparison.Ordinal))
            throw new ArgumentException($"\"{operation}\" has no namespace. Did you mean \"aten::{operation}\"?", nameof(operation));
        return this with
        {
            OwnLowerings = new Dictionary<string, Lowering>(OwnLowerings) { [operation] = (context, node) => lowering(new LoweringCall(context, node)) },
        };
    }

    internal void Check()
    {
        foreach (var (name, value) in new (string, object?)[]
        {
            (nameof(InputNames), InputNames), (nameof(OutputNames), OutputNames), (nameof(RowsName), RowsName), (nameof(Metadata), Metadata),
        })
            if (value is null)
                throw new OnnxExportException($"{name} is null. Leave it out for its default.");
        if (Opset is not (21 or 23))
            throw new OnnxExportException($"Opset {Opset} is not known. Known are 21 and 23.");
        if (ExternalWeightBytes is < 0 or > LargestExternalWeightBytes)
            throw new OnnxExportException($"ExternalWeightBytes is {ExternalWeightBytes}. It is 0 to {LargestExternalWeightBytes}.");
    }
}
