using System.Buffers;
using Apache.Arrow.Memory;

namespace DeepPipe.Data;

/// <summary>
/// Memory of the garbage collector for Arrow's IPC reader, whose batches otherwise own the memory of their arrays: an array
/// kept beyond its batch would read freed memory.
/// </summary>
internal sealed class ManagedMemory : MemoryAllocator
{
    protected override IMemoryOwner<byte> AllocateInternal(int length, out int bytesAllocated)
    {
        bytesAllocated = length;
        return new Block(length);
    }

    private sealed class Block(int length) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory { get; } = GC.AllocateUninitializedArray<byte>(length);

        public void Dispose()
        {
        }
    }
}
