using global::Onnx;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Tensors back from ONNX's form; the other way round of <see cref="TensorWriter"/>.</summary>
internal static class TensorReader
{
    private static readonly IReadOnlyDictionary<int, ScalarType> Elements = new ScalarType[]
    {
        ScalarType.Float32, ScalarType.Float64, ScalarType.Float16, ScalarType.BFloat16, ScalarType.Int64, ScalarType.Int32,
        ScalarType.Int16, ScalarType.Int8, ScalarType.Byte, ScalarType.Bool,
    }.ToDictionary(TensorWriter.ElementOf);

    /// <summary>The element type that a number of ONNX's stands for; null for those that torch has not.</summary>
    internal static ScalarType? TypeOf(int element) => Elements.TryGetValue(element, out var type) ? type : null;

    internal static bool CanRead(TensorProto tensor) => TypeOf(tensor.DataType) is not null;

    internal static Tensor Read(TensorProto tensor)
    {
        var result = empty([.. tensor.Dims], Elements[tensor.DataType]);
        tensor.RawData.Span.CopyTo(result.bytes);
        return result;
    }
}
