using System.Globalization;
using System.Numerics;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace DeepPipe.Data;

/// <summary>Lists of numbers as lists of float32: a list null where missing, a number in it NaN where missing, never infinite.</summary>
internal static class VectorColumn
{
    /// <summary>Whether a column of this type can be read as vectors.</summary>
    public static bool Accepts(IArrowType type) =>
        ArrowTypes.IsList(type) ? IsNumber(ArrowTypes.Item(type)) : CellText.IsText(type) || type.TypeId == ArrowTypeId.Null;

    /// <summary>Whether lists of this type are lists of numbers.</summary>
    public static bool IsNumber(IArrowType item) => CellText.IsInteger(item) || CellText.IsFloat(item) || CellText.IsDecimal(item);

    /// <summary>The column in canonical form, in new memory.</summary>
    public static ListArray Convert(IArrowArray raw, Cells cells)
    {
        var vectors = new Vectors(raw.Length);
        if (ArrowTypes.IsList(raw.Data.DataType))
            Lists(raw, cells, vectors);
        else if (raw is StringArray texts)
            Texts(texts, cells, vectors);
        else
            TextsOwned(TextColumn.Strings(raw), cells, vectors);
        return vectors.Build();
    }

    private static void Lists(IArrowArray raw, Cells cells, Vectors vectors)
    {
        var lists = new ListRows(raw);
        var read = Reader(lists.Items);
        for (var row = 0; row < raw.Length; row++)
        {
            if (lists[row] is not var (first, count))
            {
                vectors.AppendGap();
                continue;
            }
            var hasInfinity = false;
            for (var item = first; item < first + count; item++)
            {
                var value = read(item);
                hasInfinity |= float.IsInfinity(value);
                vectors.Add(value);
            }
            if (hasInfinity)
                cells.Bad.AddVector(cells.FirstRow + row, cells.Name, Text(lists, read, row));
            vectors.EndRow();
        }
    }

    private static string Text(ListRows lists, Func<int, float> read, int row) => lists[row] is var (first, count)
        ? string.Join(", ", Enumerable.Range(first, count).Select(item => read(item).ToString(CultureInfo.InvariantCulture)))
        : "";

    private static void TextsOwned(StringArray texts, Cells cells, Vectors vectors)
    {
        using (texts)
            Texts(texts, cells, vectors);
    }

    private static void Texts(StringArray texts, Cells cells, Vectors vectors)
    {
        var bytes = texts.Values;
        var offsets = texts.ValueOffsets;
        for (var row = 0; row < texts.Length; row++)
        {
            var text = NumberText.Trim(bytes[offsets[row]..offsets[row + 1]]);
            if (texts.IsNull(row) || cells.Missing.IsMissing(text))
            {
                vectors.AppendGap();
                continue;
            }
            if (!VectorText.TryParse(text, vectors))
                cells.Bad.AddVector(cells.FirstRow + row, cells.Name, Encoding.UTF8.GetString(text));
            vectors.EndRow();
        }
    }

    private static Func<int, float> Reader(IArrowArray items) => items switch
    {
        FloatArray numbers => Widened(numbers),
        DoubleArray numbers => Widened(numbers),
        HalfFloatArray numbers => Widened(numbers),
        Int8Array numbers => Widened(numbers),
        Int16Array numbers => Widened(numbers),
        Int32Array numbers => Widened(numbers),
        Int64Array numbers => Widened(numbers),
        UInt8Array numbers => Widened(numbers),
        UInt16Array numbers => Widened(numbers),
        UInt32Array numbers => Widened(numbers),
        UInt64Array numbers => Widened(numbers),
        _ => Decimals(CellText.Reader(items)),
    };

    private static Func<int, float> Widened<T>(PrimitiveArray<T> numbers) where T : unmanaged, INumber<T>, IEquatable<T> =>
        item => numbers.GetValue(item) is { } number ? float.CreateTruncating(number) : float.NaN;

    private static Func<int, float> Decimals(Func<int, string?> read) =>
        item => read(item) is { } text ? float.Parse(text, CultureInfo.InvariantCulture) : float.NaN;
}
