using System.Buffers;
using System.Globalization;
using System.Text;
using Apache.Arrow;

namespace DeepPipe.Data;

/// <summary>Writes single fields of CSV, quoted where needed.</summary>
/// <param name="buffer">Takes the bytes.</param>
/// <param name="delimiter">Between fields.</param>
/// <param name="isOnly">Whether a record has one field: an empty one is then quoted, since an empty line is no record
/// to some readers.</param>
internal sealed class CsvField(ArrayBufferWriter<byte> buffer, byte delimiter, bool isOnly)
{
    private const int LongestNumber = 32;
    private readonly SearchValues<byte> special = SearchValues.Create([delimiter, (byte)'"', (byte)'\n', (byte)'\r']);

    public byte Delimiter => delimiter;

    /// <summary>Writes the field of a row of the array.</summary>
    public Action<int> Writer(IArrowArray array)
    {
        switch (array)
        {
            case StringArray texts:
                return row => WriteValid(texts, row);
            case DoubleArray numbers:
                return row => WriteNumber(numbers.GetValue(row));
            case FloatArray numbers:
                return row => WriteNumber(numbers.GetValue(row));
            default:
                var read = CellText.Reader(array);
                return row => WriteText(read(row));
        }
    }

    /// <summary>Writes a text, quoted where it holds a delimiter, a quote or a line break.</summary>
    public void Write(ReadOnlySpan<byte> text)
    {
        if (text.IndexOfAny(special) < 0)
        {
            buffer.Write(text);
            return;
        }
        buffer.Write("\""u8);
        while (text.IndexOf((byte)'"') is var quote and >= 0)
        {
            buffer.Write(text[..(quote + 1)]);
            buffer.Write("\""u8);
            text = text[(quote + 1)..];
        }
        buffer.Write(text);
        buffer.Write("\""u8);
    }

    private void WriteValid(StringArray texts, int row)
    {
        if (texts.IsNull(row))
            WriteGap();
        else
            Write(texts.GetBytes(row));
    }

    private void WriteText(string? text)
    {
        if (text is null)
            WriteGap();
        else
            Write(Encoding.UTF8.GetBytes(text));
    }

    private void WriteNumber<T>(T? value) where T : struct, IUtf8SpanFormattable
    {
        if (value is not { } number)
        {
            WriteGap();
            return;
        }
        number.TryFormat(buffer.GetSpan(LongestNumber), out var written, default, CultureInfo.InvariantCulture);
        buffer.Advance(written);
    }

    private void WriteGap()
    {
        if (isOnly)
            buffer.Write("\"\""u8);
    }
}
