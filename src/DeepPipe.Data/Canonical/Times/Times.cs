namespace DeepPipe.Data;

/// <summary>Times as text.</summary>
public static class Times
{
    /// <summary>A time in ISO 8601, UTC: <c>2024-02-29T12:30:00Z</c>.</summary>
    /// <param name="microseconds">Microseconds since 1970 in UTC.</param>
    public static string Write(double microseconds) => TimeReading.Write(microseconds);
}
