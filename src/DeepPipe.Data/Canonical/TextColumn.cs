using Apache.Arrow;
using Apache.Arrow.Types;

namespace DeepPipe.Data;

/// <summary>Arrow columns of any type that has a text as strings: null where missing, never empty.</summary>
internal static class TextColumn
{
    /// <summary>The column in canonical form, with its own hold on the memory. Strings keep their buffers.</summary>
    public static StringArray Convert(IArrowArray raw, MissingWords missing)
    {
        if (raw is StringArray { Offset: 0 } strings)
            return WithoutGaps(strings.Data.Retain(), missing);
        using var copy = Strings(raw);
        return WithoutGaps(copy.Data.Retain(), missing);
    }

    /// <summary>The cells as strings in new memory, missing words and all.</summary>
    public static StringArray Strings(IArrowArray raw)
    {
        var read = CellText.Reader(raw);
        var builder = new StringArray.Builder().Reserve(raw.Length);
        for (var row = 0; row < raw.Length; row++)
            builder.Append(read(row));
        return builder.Build();
    }

    // Takes the data over. Where a cell is a word for a gap, only its validity bit changes.
    private static StringArray WithoutGaps(ArrayData data, MissingWords missing)
    {
        var texts = new StringArray(data);
        byte[]? bitmap = null;
        var gapCount = texts.NullCount;
        var bytes = texts.Values;
        var offsets = texts.ValueOffsets;
        for (var row = 0; row < texts.Length; row++)
        {
            if (!missing.IsMissing(bytes[offsets[row]..offsets[row + 1]]) || texts.IsNull(row))
                continue;
            bitmap ??= Bitmap(texts);
            bitmap[row >> 3] &= (byte)~(1 << (row & 7));
            gapCount++;
        }
        if (bitmap is null)
            return texts;
        data.Buffers[0].Dispose();
        ArrowBuffer[] buffers = [new ArrowBuffer(bitmap), data.Buffers[1], data.Buffers[2]];
        return new StringArray(new ArrayData(StringType.Default, texts.Length, gapCount, 0, buffers));
    }

    private static byte[] Bitmap(StringArray texts)
    {
        var bitmap = new byte[(texts.Length + 7) / 8];
        if (texts.NullCount == 0)
            bitmap.AsSpan().Fill(0xff);
        else
            texts.NullBitmapBuffer.Span[..bitmap.Length].CopyTo(bitmap);
        return bitmap;
    }
}
