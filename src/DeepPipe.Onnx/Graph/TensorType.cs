using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>The element type and shape of a value in a captured graph.</summary>
internal sealed record TensorType(ScalarType Element, IReadOnlyList<Size> Shape)
{
    internal int Rank => Shape.Count;

    internal bool IsFloating => Element is ScalarType.Float32 or ScalarType.Float64 or ScalarType.Float16 or ScalarType.BFloat16;

    /// <inheritdoc/>
    public override string ToString() => $"{Element}[{string.Join(", ", Shape)}]";
}
