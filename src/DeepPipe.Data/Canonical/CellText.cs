using System.Globalization;
using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace DeepPipe.Data;

/// <summary>The text of cells of any type that has one: numbers in the shortest form that reads back the same.</summary>
internal static class CellText
{
    public static bool IsText(IArrowType type) => type switch
    {
        DictionaryType dictionary => IsText(dictionary.ValueType),
        _ => type.TypeId is ArrowTypeId.String or ArrowTypeId.LargeString or ArrowTypeId.StringView,
    };

    public static bool IsInteger(IArrowType type) => type.TypeId is
        ArrowTypeId.Int8 or ArrowTypeId.Int16 or ArrowTypeId.Int32 or ArrowTypeId.Int64 or
        ArrowTypeId.UInt8 or ArrowTypeId.UInt16 or ArrowTypeId.UInt32 or ArrowTypeId.UInt64;

    public static bool IsFloat(IArrowType type) =>
        type.TypeId is ArrowTypeId.Double or ArrowTypeId.Float or ArrowTypeId.HalfFloat;

    public static bool IsDecimal(IArrowType type) =>
        type.TypeId is ArrowTypeId.Decimal32 or ArrowTypeId.Decimal64 or ArrowTypeId.Decimal128 or ArrowTypeId.Decimal256;

    public static bool IsDate(IArrowType type) =>
        type.TypeId is ArrowTypeId.Date32 or ArrowTypeId.Date64 or ArrowTypeId.Timestamp;

    /// <summary>Whether cells of this type have a text.</summary>
    public static bool Accepts(IArrowType type) =>
        IsText(type) || IsInteger(type) || IsFloat(type) || IsDecimal(type) || IsDate(type) ||
        type.TypeId is ArrowTypeId.Boolean or ArrowTypeId.Null;

    /// <summary>Gives the text of a row, null where the cell is.</summary>
    public static Func<int, string?> Reader(IArrowArray array) => array switch
    {
        StringArray texts => row => texts.GetString(row),
        LargeStringArray texts => row => texts.GetString(row),
        StringViewArray texts => row => texts.GetString(row),
        DictionaryArray dictionary => Entries(dictionary),
        BooleanArray flags => row => flags.GetValue(row) is { } flag ? (flag ? "true" : "false") : null,
        DoubleArray numbers => Formatted(numbers),
        FloatArray numbers => Formatted(numbers),
        HalfFloatArray numbers => Formatted(numbers),
        Int8Array numbers => Formatted(numbers),
        Int16Array numbers => Formatted(numbers),
        Int32Array numbers => Formatted(numbers),
        Int64Array numbers => Formatted(numbers),
        UInt8Array numbers => Formatted(numbers),
        UInt16Array numbers => Formatted(numbers),
        UInt32Array numbers => Formatted(numbers),
        UInt64Array numbers => Formatted(numbers),
        Decimal32Array numbers => row => Trimmed(numbers.GetString(row)),
        Decimal64Array numbers => row => Trimmed(numbers.GetString(row)),
        Decimal128Array numbers => row => Trimmed(numbers.GetString(row)),
        Decimal256Array numbers => row => Trimmed(numbers.GetString(row)),
        Date32Array dates => row => dates.GetDateTime(row)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Date64Array dates => row => dates.GetDateTime(row)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimestampArray times => Times(times),
        NullArray => _ => null,
        _ => throw new ArgumentException($"Cells of type {array.Data.DataType.Name} have no text.", nameof(array)),
    };

    private static Func<int, string?> Entries(DictionaryArray dictionary)
    {
        var read = Reader(dictionary.Dictionary);
        var texts = Enumerable.Range(0, dictionary.Dictionary.Length).Select(read).ToArray();
        return dictionary.Indices switch
        {
            Int8Array indices => Lookup(indices, texts),
            Int16Array indices => Lookup(indices, texts),
            Int32Array indices => Lookup(indices, texts),
            Int64Array indices => Lookup(indices, texts),
            UInt8Array indices => Lookup(indices, texts),
            UInt16Array indices => Lookup(indices, texts),
            UInt32Array indices => Lookup(indices, texts),
            var indices => Lookup((UInt64Array)indices, texts),
        };
    }

    private static Func<int, string?> Lookup<T>(PrimitiveArray<T> indices, string?[] texts)
        where T : unmanaged, IBinaryInteger<T> =>
        row => indices.GetValue(row) is { } index ? texts[int.CreateChecked(index)] : null;

    private static Func<int, string?> Formatted<T>(PrimitiveArray<T> numbers) where T : unmanaged, IEquatable<T>, IFormattable =>
        row => numbers.GetValue(row)?.ToString(null, CultureInfo.InvariantCulture);

    private static Func<int, string?> Times(TimestampArray times)
    {
        var isInstant = !string.IsNullOrEmpty(((TimestampType)times.Data.DataType).Timezone);
        var format = isInstant ? "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ" : "yyyy-MM-ddTHH:mm:ss.FFFFFFF";
        return row => times.GetTimestamp(row)?.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
    }

    // 1.500 is the number 1.5: the scale of the column is no part of the value.
    private static string? Trimmed(string? number) =>
        number is not null && number.Contains('.', StringComparison.Ordinal) ? number.TrimEnd('0').TrimEnd('.') : number;
}
