namespace DeepPipe.Data;

/// <summary>The lines of a stream as bytes, without their ends (<c>\n</c> or <c>\r\n</c>).</summary>
internal sealed class ByteLines(Stream stream)
{
    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;
    private bool isOver;

    /// <summary>The next line, which holds until the next call; false behind the last.</summary>
    public bool TryNext(out ReadOnlySpan<byte> line)
    {
        var seen = 0;
        while (true)
        {
            var at = buffer.AsSpan(start + seen, end - start - seen).IndexOf((byte)'\n');
            if (at >= 0 || (isOver && end > start))
            {
                var length = at >= 0 ? seen + at : end - start;
                line = buffer.AsSpan(start, length);
                line = line is [.., (byte)'\r'] ? line[..^1] : line;
                start = Math.Min(end, start + length + 1);
                return true;
            }
            line = default;
            if (isOver)
                return false;
            seen = end - start;
            Fill();
        }
    }

    private void Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }
        if (end == buffer.Length)
            Array.Resize(ref buffer, checked(buffer.Length * 2));
        var read = stream.Read(buffer.AsSpan(end));
        end += read;
        isOver = read == 0;
    }
}
