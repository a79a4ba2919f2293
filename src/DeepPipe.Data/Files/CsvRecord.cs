namespace DeepPipe.Data;

/// <summary>One record of RFC 4180, for the header; the rows are DuckDB's.</summary>
internal static class CsvRecord
{
    /// <summary>
    /// Appends the fields of the first record of <paramref name="text"/>; returns the bytes it takes, line end included.
    /// </summary>
    public static int Read(ReadOnlySpan<byte> text, byte delimiter, List<byte[]> fields)
    {
        var at = 0;
        while (true)
        {
            var field = new List<byte>();
            at += at < text.Length && text[at] == '"' ? ReadQuoted(text[at..], field) : 0;
            while (at < text.Length && text[at] != delimiter && text[at] is not ((byte)'\n' or (byte)'\r'))
                field.Add(text[at++]);
            fields.Add([.. field]);
            if (at == text.Length)
                return at;
            var isEnd = text[at] != delimiter;
            at += isEnd && text[at..].StartsWith("\r\n"u8) ? 2 : 1;
            if (isEnd)
                return at;
        }
    }

    private static int ReadQuoted(ReadOnlySpan<byte> text, List<byte> field)
    {
        var at = 1;
        while (at < text.Length)
        {
            if (text[at] == '"')
            {
                if (at + 1 >= text.Length || text[at + 1] != '"')
                    return at + 1;
                at++;
            }
            field.Add(text[at++]);
        }
        return at;
    }
}
