using System.Runtime.ExceptionServices;

namespace DeepPipe.Data;

/// <summary>
/// A file that native code writes to. The first failure is kept for <see cref="ThrowIfFailed"/>, because native code hands
/// on a text at best; later writes are dropped, so that clean-up does not fail as well.
/// </summary>
internal sealed class GuardedStream(FileStream file) : Stream
{
    private ExceptionDispatchInfo? failure;

    public override bool CanRead => false;

    public override bool CanSeek => file.CanSeek;

    public override bool CanWrite => true;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    /// <summary>Throws the exception that the first failed write met.</summary>
    public void ThrowIfFailed() => failure?.Throw();

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (failure is not null)
            return;
        try
        {
            file.Write(buffer);
        }
        catch (IOException e)
        {
            failure = ExceptionDispatchInfo.Capture(e);
            throw;
        }
    }

    public override void Flush()
    {
        if (failure is not null)
            return;
        try
        {
            file.Flush();
        }
        catch (IOException e)
        {
            failure = ExceptionDispatchInfo.Capture(e);
            throw;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        try
        {
            file.Dispose();
        }
        catch (IOException) when (failure is not null)
        {
            // What is still buffered cannot be written either; the first failure has been told.
        }
    }
}
