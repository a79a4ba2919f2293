using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace DeepPipe.Data;

/// <summary>Arrow columns of timestamps, dates or text as doubles: microseconds since 1970 in UTC, NaN and null where missing.</summary>
internal static class DateTimeColumn
{
    /// <summary>Whether a column of this type can be read as times.</summary>
    public static bool Accepts(IArrowType type) => CellText.IsDate(type) || CellText.IsText(type) || type.TypeId == ArrowTypeId.Null;

    /// <summary>The column in canonical form, in new memory.</summary>
    public static DoubleArray Convert(IArrowArray raw, Cells cells)
    {
        var reading = new TimeReading(cells.Column.Format, cells.Column.TimeZone);
        return raw switch
        {
            TimestampArray times => Times(times, reading, cells),
            Date32Array dates => Scaled(dates, value => value, (TimeReading.MicrosecondsPerDay, 1), reading.Local, cells),
            Date64Array dates => Scaled(dates, value => value, (1000, 1), reading.Local, cells),
            StringArray texts => Parse(texts, reading, cells),
            _ => ParseOwned(TextColumn.Strings(raw), reading, cells),
        };
    }

    private delegate TimeKind Place(long microseconds, out double utc);

    private static DoubleArray Times(TimestampArray times, TimeReading reading, Cells cells)
    {
        var type = (TimestampType)times.Data.DataType;
        Place place = string.IsNullOrEmpty(type.Timezone) ? reading.Local : TimeReading.Instant;
        return Scaled(times, value => value, type.Unit switch
        {
            TimeUnit.Second => (1_000_000, 1),
            TimeUnit.Millisecond => (1000, 1),
            TimeUnit.Microsecond => (1, 1),
            _ => (1, 1000),
        }, place, cells);
    }

    private static DoubleArray Scaled<T>(
        PrimitiveArray<T> raw, Func<T, long> widen, (long Factor, long Divisor) unit, Place place, Cells cells)
        where T : unmanaged, IEquatable<T>
    {
        var buffer = Numbers.Allocate(raw.Length, out var values);
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = double.NaN;
            if (raw.IsNull(row))
                continue;
            var microseconds = Microseconds(widen(raw.Values[row]), unit);
            var kind = place(microseconds, out values[row]);
            if (kind != TimeKind.Time)
                cells.Bad.AddTime(cells.FirstRow + row, cells.Column, kind, Text(raw, row, kind));
        }
        return Numbers.Finish(buffer, raw.Length, cells);
    }

    // From below where nanoseconds lie between two; beyond every bound where the product has no room.
    private static long Microseconds(long value, (long Factor, long Divisor) unit)
    {
        if (unit.Divisor > 1)
            return Math.DivRem(value, unit.Divisor) is (var whole, < 0) ? whole - 1 : value / unit.Divisor;
        return Math.BigMul(value, unit.Factor, out var low) == (low >> 63) ? low : value < 0 ? long.MinValue : long.MaxValue;
    }

    private static DoubleArray ParseOwned(StringArray texts, TimeReading reading, Cells cells)
    {
        using (texts)
            return Parse(texts, reading, cells);
    }

    private static DoubleArray Parse(StringArray texts, TimeReading reading, Cells cells)
    {
        var buffer = Numbers.Allocate(texts.Length, out var values);
        var bytes = texts.Values;
        var offsets = texts.ValueOffsets;
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = double.NaN;
            var text = NumberText.Trim(bytes[offsets[row]..offsets[row + 1]]);
            if (texts.IsNull(row) || cells.Missing.IsMissing(text))
                continue;
            var kind = reading.Parse(text, out values[row]);
            if (kind != TimeKind.Time)
                cells.Bad.AddTime(cells.FirstRow + row, cells.Column, kind, texts.GetString(row));
        }
        return Numbers.Finish(buffer, texts.Length, cells);
    }

    // A value beyond may be one that .NET cannot write as a time.
    private static string Text<T>(PrimitiveArray<T> raw, int row, TimeKind kind) where T : unmanaged, IEquatable<T> =>
        (kind == TimeKind.Beyond ? raw.GetValue(row)?.ToString() : CellText.Reader(raw)(row)) ?? "";
}
