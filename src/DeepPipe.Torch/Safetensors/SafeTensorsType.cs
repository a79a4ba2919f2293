using static TorchSharp.torch;

namespace DeepPipe.Torch;

/// <summary>The format's names for element types, in the order in which its reference implementation lays tensors out.</summary>
internal sealed record SafeTensorsType(string Name, ScalarType Scalar, int ByteCount)
{
    /// <summary>Widest alignment first, so that every tensor starts aligned.</summary>
    public static readonly IReadOnlyList<SafeTensorsType> All =
    [
        new("I64", ScalarType.Int64, 8),
        new("F64", ScalarType.Float64, 8),
        new("F32", ScalarType.Float32, 4),
        new("I32", ScalarType.Int32, 4),
        new("BF16", ScalarType.BFloat16, 2),
        new("F16", ScalarType.Float16, 2),
        new("I16", ScalarType.Int16, 2),
        new("I8", ScalarType.Int8, 1),
        new("U8", ScalarType.Byte, 1),
        new("BOOL", ScalarType.Bool, 1),
    ];

    public static SafeTensorsType Of(string tensorName, ScalarType scalar) =>
        All.FirstOrDefault(type => type.Scalar == scalar)
        ?? throw new ArgumentException(
            $"Tensor \"{tensorName}\" is {scalar}, which is not written. Written are: {string.Join(", ", All.Select(type => type.Scalar))}.");

    public int Rank => All.Count - All.ToList().IndexOf(this);
}
