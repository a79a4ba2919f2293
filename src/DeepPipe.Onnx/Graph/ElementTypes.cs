using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>What element types have in common.</summary>
internal static class ElementTypes
{
    /// <summary>Whether it counts: every integer type, signed or not; not bool.</summary>
    internal static bool IsWhole(this ScalarType element) =>
        element is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64;

    /// <summary>Bytes an element.</summary>
    internal static int Width(this ScalarType element) => element switch
    {
        ScalarType.Int64 or ScalarType.Float64 => 8,
        ScalarType.Int32 or ScalarType.Float32 => 4,
        ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
        _ => 1,
    };
}
