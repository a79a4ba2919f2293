using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepPipe.Onnx;

/// <summary>Puts back the buffers that a forward wrote, such as a counter of its calls.</summary>
/// <remarks>Parameters are not kept: a copy of each would double what a model takes.</remarks>
internal sealed class WrittenBuffers : IDisposable
{
    private readonly List<(Tensor Buffer, Tensor Before)> buffers;

    internal WrittenBuffers(IEnumerable<Module> roots)
    {
        using var frozen = no_grad();
        buffers = roots.SelectMany(root => root.buffers()).Where(buffer => buffer is not null)
            .Select(buffer => (buffer, buffer.clone().DetachFromDisposeScope())).ToList();
    }

    public void Dispose()
    {
        using var frozen = no_grad();
        foreach (var (buffer, before) in buffers)
        {
            if (!Same(buffer, before))
                buffer.copy_(before);
            before.Dispose();
        }
    }

    // NaN is unequal to itself, and is written again.
    private static bool Same(Tensor one, Tensor other)
    {
        using var equal = one.eq(other);
        using var all = equal.all();
        return all.item<bool>();
    }
}
