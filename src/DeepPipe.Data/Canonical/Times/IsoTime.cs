namespace DeepPipe.Data;

/// <summary>
/// Dates and times of ISO 8601 in UTF-8: <c>yyyy-MM-dd</c>, and behind <c>T</c> or a blank <c>HH:mm</c>, <c>HH:mm:ss</c>, or that with a
/// fraction of one to nine digits; then nothing, <c>Z</c>, or an offset <c>+HH:mm</c>, <c>+HHmm</c>, <c>+HH</c> of at most 14 hours.
/// </summary>
internal static class IsoTime
{
    private const int DateLength = 10;
    private const int MostOffsetMinutes = 14 * 60;
    private static readonly int EpochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>Whether the text is a date and nothing more.</summary>
    public static bool IsDate(ReadOnlySpan<byte> text) => text.Length == DateLength && TryParse(text, out _, out _);

    /// <param name="text">The whole text, without blanks around it.</param>
    /// <param name="microseconds">Since 1970, on the clock that the text shows; digits beyond microseconds are dropped.</param>
    /// <param name="offsetMinutes">How far that clock is ahead of UTC; null where the text does not say.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, out long microseconds, out int? offsetMinutes)
    {
        microseconds = 0;
        offsetMinutes = null;
        if (!TryDate(text, out var day))
            return false;
        microseconds = day * TimeReading.MicrosecondsPerDay;
        if (text.Length == DateLength)
            return true;
        if (text[DateLength] is not ((byte)'T' or (byte)'t' or (byte)' ') || !TryTime(text[(DateLength + 1)..], out var time, out var rest))
            return false;
        microseconds += time;
        return rest.IsEmpty || TryOffset(rest, out offsetMinutes);
    }

    private static bool TryDate(ReadOnlySpan<byte> text, out long day)
    {
        day = 0;
        if (text.Length < DateLength || text[4] != '-' || text[7] != '-'
            || !TryDigits(text[..4], out var year) || !TryDigits(text[5..7], out var month) || !TryDigits(text[8..10], out var date))
            return false;
        if (year < 1 || month is < 1 or > 12 || date < 1 || date > DateTime.DaysInMonth(year, month))
            return false;
        day = new DateOnly(year, month, date).DayNumber - EpochDay;
        return true;
    }

    private static bool TryTime(ReadOnlySpan<byte> text, out long microseconds, out ReadOnlySpan<byte> rest)
    {
        microseconds = 0;
        rest = default;
        if (text.Length < 5 || text[2] != ':' || !TryDigits(text[..2], out var hour) || !TryDigits(text[3..5], out var minute)
            || hour > 23 || minute > 59)
            return false;
        microseconds = ((hour * 60L) + minute) * 60 * 1_000_000;
        rest = text[5..];
        if (rest.IsEmpty || rest[0] != ':')
            return true;
        if (rest.Length < 3 || !TryDigits(rest[1..3], out var second) || second > 59)
            return false;
        microseconds += second * 1_000_000L;
        rest = rest[3..];
        return rest.IsEmpty || rest[0] != '.' || TryFraction(ref rest, ref microseconds);
    }

    private static bool TryFraction(ref ReadOnlySpan<byte> rest, ref long microseconds)
    {
        var digits = rest[1..];
        var end = digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        digits = end < 0 ? digits : digits[..end];
        if (digits.Length is 0 or > 9)
            return false;
        var unit = 100_000;
        foreach (var digit in digits)
        {
            microseconds += (digit - '0') * unit;
            unit /= 10;
        }
        rest = rest[(1 + digits.Length)..];
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, out int? minutes)
    {
        minutes = null;
        if (text is [(byte)'Z' or (byte)'z'])
        {
            minutes = 0;
            return true;
        }
        if (text[0] is not ((byte)'+' or (byte)'-') || text.Length is not (3 or 5 or 6) || (text.Length == 6 && text[3] != ':'))
            return false;
        var minute = 0;
        if (!TryDigits(text[1..3], out var hour) || (text.Length > 3 && !TryDigits(text[^2..], out minute)))
            return false;
        var total = (hour * 60) + minute;
        minutes = text[0] == '-' ? -total : total;
        return minute < 60 && total <= MostOffsetMinutes;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return false;
            value = (value * 10) + digit - '0';
        }
        return true;
    }
}
