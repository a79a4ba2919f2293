namespace DeepPipe.Onnx;

/// <summary>How a module is exported.</summary>
public sealed record OnnxOptions
{
    /// <summary>The names of the inputs, in the order of the forward.</summary>
    /// <value>Default <c>input</c> for one, <c>input_0</c>, <c>input_1</c> ... for several.</value>
    public IReadOnlyList<string> InputNames { get; init; } = [];

    /// <summary>The names of the outputs, in the order of the forward.</summary>
    /// <value>Default <c>output</c> for one, <c>output_0</c>, <c>output_1</c> ... for several.</value>
    public IReadOnlyList<string> OutputNames { get; init; } = [];

    /// <summary>The dimensions that may have any size when the model runs: for each input its axes, counted from 0, with their names.</summary>
    /// <value>
    /// Default null: dimension 0 of each input, under the name <see cref="RowsName"/>. The same name in several places means the same
    /// size. A size that the forward computes from a dynamic one must follow from it by whole-number arithmetic.
    /// </value>
    public IReadOnlyList<IReadOnlyDictionary<int, string>>? DynamicDimensions { get; init; }

    /// <summary>What dimension 0 of each input is called, where <see cref="DynamicDimensions"/> says nothing else.</summary>
    /// <value>Default <c>rows</c>.</value>
    public string RowsName { get; init; } = "rows";

    /// <summary>Text that the file carries besides the graph.</summary>
    /// <value>Default none.</value>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
