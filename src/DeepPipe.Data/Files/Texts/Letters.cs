using System.Text;

namespace DeepPipe.Data;

/// <summary>Bytes of text as UTF-8.</summary>
internal static class Letters
{
    /// <summary>The same text in UTF-8; null where the bytes are none of the encoding.</summary>
    public static byte[]? Utf8(ReadOnlySpan<byte> bytes, TextEncoding encoding) => encoding == TextEncoding.Latin1
        ? Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(bytes))
        : System.Text.Unicode.Utf8.IsValid(bytes) ? bytes.ToArray() : null;

    /// <summary>The bytes without the mark that some files begin with.</summary>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes, TextEncoding encoding) =>
        encoding == TextEncoding.Utf8 && bytes.StartsWith<byte>([0xef, 0xbb, 0xbf]) ? bytes[3..] : bytes;

    /// <summary>The error of a place whose bytes are not UTF-8.</summary>
    public static DataException NotUtf8(string path, string place) =>
        new($"{path}: {place} is not UTF-8. If it is ISO 8859-1, set data.source.encoding to latin1; else convert the file first.");
}
