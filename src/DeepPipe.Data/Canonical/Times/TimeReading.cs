using System.Globalization;
using System.Text;

namespace DeepPipe.Data;

/// <summary>What a cell is as a time.</summary>
internal enum TimeKind
{
    /// <summary>A time.</summary>
    Time,

    /// <summary>Something else.</summary>
    Text,

    /// <summary>A time that is not exact as a double.</summary>
    Beyond,

    /// <summary>A time that the clocks of its zone leave out.</summary>
    Skipped,
}

/// <summary>Reads times as microseconds since 1970 in UTC, whole and less than 2^53 in magnitude.</summary>
internal sealed class TimeReading
{
    public const long MicrosecondsPerDay = 86_400_000_000;

    private const long TicksPerMicrosecond = TimeSpan.TicksPerMillisecond / 1000;
    private const long Largest = (long)NumberText.LargestWhole;
    private static readonly DateTime Sample = new(1987, 11, 23, 0, 0, 0, DateTimeKind.Unspecified);
    private readonly string? format;
    private readonly TimeZoneInfo? zone;        // null: UTC

    /// <param name="format">The format of texts, null for ISO 8601; see <see cref="IsFormat"/>.</param>
    /// <param name="timeZone">The zone of what says none; see <see cref="IsZone"/>.</param>
    /// <exception cref="DataException">The machine does not know the zone.</exception>
    public TimeReading(string? format, string timeZone)
    {
        this.format = format;
        var found = Find(timeZone)
            ?? throw new DataException($"The time zone {timeZone} is not known on this machine. Install the package tzdata.");
        zone = found.Id == TimeZoneInfo.Utc.Id ? null : found;
    }

    /// <summary>Whether .NET can read with this format what it writes with it, the year included.</summary>
    public static bool IsFormat(string format)
    {
        try
        {
            var text = Sample.ToString(format, CultureInfo.InvariantCulture);
            return TryExact(text, format, out var read) && read.Year == Sample.Year;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>Whether this is a zone that the machine knows, or an offset.</summary>
    public static bool IsZone(string timeZone) => Find(timeZone) is not null;

    /// <summary>A time in ISO 8601, UTC.</summary>
    public static string Write(double microseconds) => DateTime.UnixEpoch.AddTicks((long)microseconds * TicksPerMicrosecond)
        .ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", CultureInfo.InvariantCulture);

    /// <summary>Reads a text without blanks around it.</summary>
    public TimeKind Parse(ReadOnlySpan<byte> text, out double microseconds)
    {
        microseconds = double.NaN;
        if (format is not null)
            return Exact(text, out microseconds);
        if (!IsoTime.TryParse(text, out var shown, out var offsetMinutes))
            return TimeKind.Text;
        return offsetMinutes is { } minutes
            ? Instant(shown - (minutes * 60_000_000L), out microseconds)
            : Local(shown, out microseconds);
    }

    /// <summary>Microseconds on the clock of the zone.</summary>
    public TimeKind Local(long shown, out double microseconds)
    {
        if (zone is null || shown is < -Largest or > Largest)
            return Instant(shown, out microseconds);
        var local = DateTime.SpecifyKind(DateTime.UnixEpoch.AddTicks(shown * TicksPerMicrosecond), DateTimeKind.Unspecified);
        microseconds = double.NaN;
        return zone.IsInvalidTime(local)
            ? TimeKind.Skipped
            : Instant(shown - (zone.GetUtcOffset(local).Ticks / TicksPerMicrosecond), out microseconds);
    }

    /// <summary>Microseconds in UTC.</summary>
    public static TimeKind Instant(long utc, out double microseconds)
    {
        var isExact = utc is >= -Largest and <= Largest;
        microseconds = isExact ? utc : double.NaN;
        return isExact ? TimeKind.Time : TimeKind.Beyond;
    }

    private TimeKind Exact(ReadOnlySpan<byte> text, out double microseconds)
    {
        microseconds = double.NaN;
        if (!TryExact(Encoding.UTF8.GetString(text), format!, out var time))
            return TimeKind.Text;
        // Whole microseconds from below, as in ISO 8601: digits beyond are dropped.
        var shown = (time.Ticks / TicksPerMicrosecond) - (DateTime.UnixEpoch.Ticks / TicksPerMicrosecond);
        return time.Kind == DateTimeKind.Utc ? Instant(shown, out microseconds) : Local(shown, out microseconds);
    }

    // A text with an offset comes out in UTC, one without as unspecified.
    private static bool TryExact(string text, string format, out DateTime time) => DateTime.TryParseExact(
        text, format, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.NoCurrentDateDefault, out time);

    private static TimeZoneInfo? Find(string timeZone)
    {
        if (timeZone is ['+' or '-', _, _, ':', _, _])
        {
            var isOffset = TimeSpan.TryParseExact(timeZone[1..], @"hh\:mm", CultureInfo.InvariantCulture, out var offset) && offset.TotalHours <= 14;
            return isOffset ? TimeZoneInfo.CreateCustomTimeZone(timeZone, timeZone[0] == '-' ? -offset : offset, null, null) : null;
        }
        return TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone) ? zone : null;
    }
}
