using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>A model that is written in full and waits to take its place, with what torch says to the examples.</summary>
/// <param name="Path">The file, weights outside it beside it; it is moved or deleted afterwards.</param>
/// <param name="Inputs">The examples by the names of the model's inputs.</param>
/// <param name="Outputs">The forward's answers by the names of the model's outputs, in evaluation mode. Valid during the call.</param>
public sealed record OnnxCandidate(
    string Path, IReadOnlyList<(string Name, Tensor Value)> Inputs, IReadOnlyList<(string Name, Tensor Value)> Outputs);
