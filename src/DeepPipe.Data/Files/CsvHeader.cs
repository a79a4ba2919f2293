using System.Text;

namespace DeepPipe.Data;

/// <summary>What the beginning of a CSV file tells: its delimiter and the names of its columns.</summary>
internal sealed record CsvHeader(char Delimiter, IReadOnlyList<string> Names)
{
    private const int PrefixBytes = 1 << 20;
    private const int SniffedRecords = 10;
    private static readonly char[] Candidates = [',', ';', '\t', '|'];
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Reads the header; without a delimiter, the one that cuts the first records most and evenly.</summary>
    /// <exception cref="DataException">The file is empty or not UTF-8, or a name is missing or there twice.</exception>
    public static CsvHeader Read(string path, Stream content, char? delimiter)
    {
        var buffer = new byte[PrefixBytes];
        var length = content.ReadAtLeast(buffer, PrefixBytes, throwOnEndOfStream: false);
        RequireText(path, buffer.AsSpan(0, length));
        var prefix = WithoutMark(path, buffer.AsSpan(0, length));
        if (prefix.Trim("\r\n \t"u8).IsEmpty)
            throw new DataException($"{path}: the file is empty. The first line must name the columns.");

        var chosen = delimiter ?? Sniff(prefix, isWhole: length < PrefixBytes);
        var fields = new List<byte[]>();
        CsvRecord.Read(prefix, (byte)chosen, fields);
        var names = fields.ConvertAll(field => Decode(path, field));
        TableFile.RequireNames(path, names);
        return new(chosen, names);
    }

    // A table of another format would be told apart by bytes that are not UTF-8, with a remedy that does not help.
    private static void RequireText(string path, ReadOnlySpan<byte> content)
    {
        if (content.StartsWith("PAR1"u8))
            throw new DataException($"{path}: is a Parquet file, not CSV. Let its name end in .parquet, and data.source.type be parquet.");
        if (content.StartsWith("ARROW1"u8))
            throw new DataException($"{path}: is an Arrow file, not CSV. Let its name end in .arrow, and data.source.type be arrow.");
        if (content.StartsWith("PK\x03\x04"u8))
            throw new DataException($"{path}: is a ZIP file or an Excel workbook, not CSV. Unpack it, or save the sheet as CSV.");
    }

    private static ReadOnlySpan<byte> WithoutMark(string path, ReadOnlySpan<byte> text)
    {
        if (text.StartsWith<byte>([0xff, 0xfe]) || text.StartsWith<byte>([0xfe, 0xff]))
            throw new DataException($"{path}: is UTF-16, not UTF-8. Convert it first: iconv -f UTF-16 -t UTF-8 OLD > NEW.");
        return text.StartsWith<byte>([0xef, 0xbb, 0xbf]) ? text[3..] : text;
    }

    private static char Sniff(ReadOnlySpan<byte> prefix, bool isWhole)
    {
        var best = ',';
        var most = 1;
        var isEven = false;
        foreach (var candidate in Candidates)
        {
            var (count, even) = Count(prefix, (byte)candidate, isWhole);
            if (count > 1 && (even, count).CompareTo((isEven, most)) > 0)
                (best, most, isEven) = (candidate, count, even);
        }
        return best;
    }

    // The fields of the header, and whether the records after it have as many.
    private static (int Count, bool IsEven) Count(ReadOnlySpan<byte> rest, byte delimiter, bool isWhole)
    {
        var fields = new List<byte[]>();
        rest = rest[CsvRecord.Read(rest, delimiter, fields)..];
        var count = fields.Count;
        for (var record = 1; record < SniffedRecords && !rest.IsEmpty; record++)
        {
            fields.Clear();
            rest = rest[CsvRecord.Read(rest, delimiter, fields)..];
            var isCut = rest.IsEmpty && !isWhole;
            var isBlank = fields is [{ Length: 0 }];
            if (fields.Count != count && !isCut && !isBlank)
                return (count, false);
        }
        return (count, true);
    }

    private static string Decode(string path, byte[] field)
    {
        try
        {
            return StrictUtf8.GetString(field);
        }
        catch (DecoderFallbackException e)
        {
            throw CsvErrors.NotUtf8(path, "the header", e);
        }
    }
}
