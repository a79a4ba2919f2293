using System.Numerics;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace DeepPipe.Data;

/// <summary>Arrow columns of any numeric or text type as doubles: NaN and null where missing, never infinite.</summary>
internal static class NumberColumn
{
    /// <summary>Whether a column of this type can be read as numbers.</summary>
    public static bool Accepts(IArrowType type) =>
        CellText.IsInteger(type) || CellText.IsFloat(type) || CellText.IsDecimal(type) || CellText.IsText(type) ||
        type.TypeId == ArrowTypeId.Null;

    /// <summary>The column in canonical form, with its own hold on the memory. Doubles without nulls keep their buffer.</summary>
    public static DoubleArray Convert(IArrowArray raw, Cells cells) => raw switch
    {
        DoubleArray { NullCount: 0, Offset: 0 } doubles => Numbers.Finish(doubles.ValueBuffer.Retain(), doubles.Length, cells),
        DoubleArray doubles => Widen(doubles, cells),
        FloatArray floats => Widen(floats, cells),
        HalfFloatArray halves => Widen(halves, cells),
        Int8Array integers => Widen(integers, cells),
        Int16Array integers => Widen(integers, cells),
        Int32Array integers => Widen(integers, cells),
        Int64Array integers => Widen(integers, cells),
        UInt8Array integers => Widen(integers, cells),
        UInt16Array integers => Widen(integers, cells),
        UInt32Array integers => Widen(integers, cells),
        UInt64Array integers => Widen(integers, cells),
        StringArray texts => Parse(texts, cells),
        _ => ParseOwned(TextColumn.Strings(raw), cells),
    };

    private static DoubleArray Widen<T>(PrimitiveArray<T> raw, Cells cells) where T : unmanaged, INumber<T>, IEquatable<T>
    {
        var buffer = Numbers.Allocate(raw.Length, out var values);
        var source = raw.Values;
        for (var row = 0; row < values.Length; row++)
            values[row] = double.CreateTruncating(source[row]);
        if (raw.NullCount > 0)
            MarkGaps(values, raw.NullBitmapBuffer.Span, raw.Offset);
        return Numbers.Finish(buffer, raw.Length, cells);
    }

    // Eight rows at a time where all of them are valid, as most are.
    private static void MarkGaps(Span<double> values, ReadOnlySpan<byte> validity, int offset)
    {
        for (var row = 0; row < values.Length; row++)
        {
            var bit = offset + row;
            if ((bit & 7) == 0 && row + 8 <= values.Length && validity[bit >> 3] == 0xff)
                row += 7;
            else if (!BitUtility.GetBit(validity, bit))
                values[row] = double.NaN;
        }
    }

    private static DoubleArray ParseOwned(StringArray texts, Cells cells)
    {
        using (texts)
            return Parse(texts, cells);
    }

    private static DoubleArray Parse(StringArray texts, Cells cells)
    {
        var buffer = Numbers.Allocate(texts.Length, out var values);
        var bytes = texts.Values;
        var offsets = texts.ValueOffsets;
        var hasNulls = texts.NullCount > 0;
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = hasNulls && texts.IsNull(row)
                ? double.NaN
                : Parse(bytes[offsets[row]..offsets[row + 1]], row, cells);
        }
        return Numbers.Finish(buffer, texts.Length, cells);
    }

    private static double Parse(ReadOnlySpan<byte> text, int row, Cells cells)
    {
        if (cells.Missing.IsMissing(NumberText.Trim(text)))
            return double.NaN;
        var kind = NumberText.Parse(text, out var value);
        if (kind == NumberKind.Text)
            cells.Bad.AddText(cells.FirstRow + row, cells.Name, Encoding.UTF8.GetString(text), cells.IsInteger);
        else if (kind == NumberKind.Infinite)
            cells.Bad.AddInfinite(cells.FirstRow + row, cells.Name, Quoted.Text(Encoding.UTF8.GetString(text)));
        return value;
    }
}
