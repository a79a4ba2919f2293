using System.Security.Cryptography;
using DeepPipe.Torch;
using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>SHA-256 (FIPS 180-4) of a checkpoint: of the safetensors file that it would be without its hash.</summary>
internal static class CheckpointHash
{
    /// <summary>The hash, as 64 lower-case hexadecimal digits; copying the tensors from a device waits for it.</summary>
    public static string Of(IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using var hashed = new HashedStream();
        SafeTensorsWriter.Write(hashed, tensors, metadata);
        return hashed.Hash();
    }

    // Keeps nothing of what is written but its hash.
    private sealed class HashedStream : Stream
    {
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public string Hash() => Convert.ToHexStringLower(hash.GetHashAndReset());

        public override void Write(ReadOnlySpan<byte> buffer) => hash.AppendData(buffer);

        public override void Write(byte[] buffer, int offset, int count) => hash.AppendData(buffer, offset, count);

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                hash.Dispose();
            base.Dispose(disposing);
        }
    }
}
