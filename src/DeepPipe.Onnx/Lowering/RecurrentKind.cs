namespace DeepPipe.Onnx;

/// <summary>A kind of recurrent layer.</summary>
/// <param name="Operation">The ONNX operation.</param>
/// <param name="GateOrder">Which of torch's gates stands at each of ONNX's places.</param>
/// <param name="Attributes">What the operation needs besides size and direction; <c>activations</c> is repeated for each direction.</param>
internal sealed record RecurrentKind(
    string Operation, IReadOnlyList<int> GateOrder, IReadOnlyList<(string Name, object Value)> Attributes)
{
    /// <summary>How many states go from step to step.</summary>
    internal int StateCount => Operation == "LSTM" ? 2 : 1;
}
