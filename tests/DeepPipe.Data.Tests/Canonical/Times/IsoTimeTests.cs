using System.Globalization;
using System.Text;
using CsCheck;

namespace DeepPipe.Data.Tests;

public class IsoTimeTests
{
    private static readonly Gen<DateTimeOffset> Times =
        Gen.Select(Gen.Long[0, new DateTime(9999, 12, 30).Ticks - new DateTime(1, 1, 3).Ticks], Gen.Int[-14 * 60, 14 * 60])
            .Select((ticks, minutes) => new DateTimeOffset(new DateTime(1, 1, 3).AddTicks(ticks), TimeSpan.FromMinutes(minutes)));

    [Theory]
    [InlineData("yyyy-MM-ddTHH:mm:ss.fffffffzzz", 1)]
    [InlineData("yyyy-MM-dd HH:mm:ss.ffffffzzz", 1)]
    [InlineData("yyyy-MM-ddTHH:mm:ss.fzzz", TimeSpan.TicksPerMillisecond * 100)]
    [InlineData("yyyy-MM-ddTHH:mm:sszzz", TimeSpan.TicksPerSecond)]
    [InlineData("yyyy-MM-dd HH:mmzzz", TimeSpan.TicksPerMinute)]
    public void A_time_that_dotnet_writes_is_read_to_the_microsecond(string format, long unitTicks) => Times.Sample(time =>
    {
        var text = time.ToString(format, CultureInfo.InvariantCulture);
        Assert.True(IsoTime.TryParse(Encoding.UTF8.GetBytes(text), out var shown, out var minutes), text);
        Assert.Equal((int)time.Offset.TotalMinutes, minutes);
        var cut = time.Ticks / unitTicks * unitTicks;
        Assert.Equal((cut / 10) - (DateTime.UnixEpoch.Ticks / 10), shown);
    });

    [Fact]
    public void What_dotnet_refuses_is_refused() =>
        Gen.Select(Gen.Int[1, 9999], Gen.Int[0, 14], Gen.Int[0, 33], Gen.Int[0, 26], Gen.Int[0, 62], Gen.Int[0, 62]).Sample((year, month, day, hour, minute, second) =>
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}-{day:00}T{hour:00}:{minute:00}:{second:00}");
            var isTime = DateTime.TryParseExact(text, "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time);
            Assert.Equal(isTime, IsoTime.TryParse(Encoding.UTF8.GetBytes(text), out var shown, out _));
            if (isTime)
                Assert.Equal((time - DateTime.UnixEpoch).Ticks / 10, shown);
        }, iter: 5000);

    [Theory]
    [InlineData("")]
    [InlineData("2024")]
    [InlineData("2024-02")]
    [InlineData("2024-2-29")]
    [InlineData("20240229")]
    [InlineData("2024-02-29T")]
    [InlineData("2024-02-29T12")]
    [InlineData("2024-02-29T12:3")]
    [InlineData("2024-02-29T12:30:")]
    [InlineData("2024-02-29T12:30:00.")]
    [InlineData("2024-02-29T12:30:00.1234567890")]
    [InlineData("2024-02-29T12:30:00,5")]
    [InlineData("2024-02-29T12:30+1")]
    [InlineData("2024-02-29T12:30+15")]
    [InlineData("2024-02-29T12:30+01:60")]
    [InlineData("2024-02-29T12:30+01-30")]
    [InlineData("2024-02-29T12:30ZZ")]
    [InlineData("2024-02-29 12:30 Z")]
    [InlineData("2024-02-29Z")]
    [InlineData("29.02.2024")]
    [InlineData("0000-01-01")]
    public void Other_texts_are_no_times(string text) => Assert.False(IsoTime.TryParse(Encoding.UTF8.GetBytes(text), out _, out _));

    [Theory]
    [InlineData("1970-01-01", 0, null)]
    [InlineData("1970-01-01t00:00:01.000001z", 1_000_001, 0)]
    [InlineData("1970-01-01 00:00:00.000000999", 0, null)]
    [InlineData("1970-01-01T01:00+0100", 3_600_000_000, 60)]
    [InlineData("1970-01-01T01:00-01", 3_600_000_000, -60)]
    [InlineData("1969-12-31T23:59:59.5", -500_000, null)]
    public void Every_form_is_read(string text, long expected, int? offset)
    {
        Assert.True(IsoTime.TryParse(Encoding.UTF8.GetBytes(text), out var shown, out var minutes));
        Assert.Equal((expected, offset), (shown, minutes));
    }
}
