using static TorchSharp.torch;

namespace DeepPipe.Torch;

/// <summary>What tells a tensor from every other.</summary>
public static class TensorIdentity
{
    /// <summary>The address of the native tensor: two C# tensors of one identity are one tensor (a tied weight).</summary>
    /// <param name="tensor">Any tensor that is not disposed.</param>
    /// <returns>An address that stays the same as long as the tensor lives.</returns>
    public static unsafe nint Of(Tensor tensor) => *(nint*)tensor.Handle;   // an at::Tensor is the address of its TensorImpl
}
