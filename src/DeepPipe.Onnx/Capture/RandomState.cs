using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Puts back the state of torch's generator of random numbers on the CPU, which a forward may draw from.</summary>
/// <remarks>The generator is the process's. It is written only where it moved, so that captures that draw nothing disturb no other thread.</remarks>
internal sealed class RandomState : IDisposable
{
    private readonly Tensor before = Read();

    public void Dispose()
    {
        using var after = Read();
        using (before)
        {
            using var generator = Generator.Default;
            if (!after.bytes.SequenceEqual(before.bytes))
                generator.set_state(before);
        }
    }

    private static Tensor Read()
    {
        using var generator = Generator.Default;
        return generator.get_state().DetachFromDisposeScope();
    }
}
