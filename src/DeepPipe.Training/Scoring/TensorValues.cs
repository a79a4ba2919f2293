using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>Copies the values of CPU tensors into arrays, row-major.</summary>
internal static class TensorValues
{
    public static double[] Doubles(Tensor tensor)
    {
        using var converted = tensor.to(ScalarType.Float64).contiguous();
        return MemoryMarshal.Cast<byte, double>(converted.bytes).ToArray();
    }

    public static int[] Integers(Tensor tensor)
    {
        using var converted = tensor.to(ScalarType.Int32).contiguous();
        return MemoryMarshal.Cast<byte, int>(converted.bytes).ToArray();
    }
}
