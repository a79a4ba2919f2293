using System.IO.Compression;

namespace DeepPipe.Data;

/// <summary>
/// A gzip file with one more member behind it, the seal. Members follow one another in gzip, so the seal comes out as the
/// last text exactly where all before it is whole; behind a cut it is taken for the data that is not there.
/// </summary>
internal sealed class GzipSeal(Stream file) : Stream
{
    private static readonly byte[] Text = "deeppipe: whole to here"u8.ToArray();
    private readonly MemoryStream seal = Compress();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Reads a decompressed text to its end; whether that is the seal.</summary>
    public static bool Ends(Stream text, CancellationToken cancel)
    {
        var buffer = new byte[(1 << 17) + Text.Length];
        var kept = 0;               // the last bytes read so far, at the front of the buffer
        while (text.Read(buffer.AsSpan(kept)) is var length and > 0)
        {
            cancel.ThrowIfCancellationRequested();
            var last = Math.Min(kept + length, Text.Length);
            buffer.AsSpan(kept + length - last, last).CopyTo(buffer);
            kept = last;
        }
        return buffer.AsSpan(0, kept).SequenceEqual(Text);
    }

    public override int Read(Span<byte> buffer) => file.Read(buffer) is var length and > 0 ? length : seal.Read(buffer);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static MemoryStream Compress()
    {
        var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(Text);
        bytes.Position = 0;
        return bytes;
    }
}
