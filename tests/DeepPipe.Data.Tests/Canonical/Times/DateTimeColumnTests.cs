using Apache.Arrow;
using Apache.Arrow.Types;
using CsCheck;
using DeepPipe.Statistics;
using static DeepPipe.Data.Tests.Tables;

namespace DeepPipe.Data.Tests;

public class DateTimeColumnTests
{
    private const double Noon = 1709209800000000;       // 2024-02-29T12:30:00Z

    private static Column When => new("when", ColumnType.DateTime);

    [Theory]
    [InlineData("t.csv")]
    [InlineData("t.parquet")]
    [InlineData("t.arrow")]
    public void Texts_are_times_in_every_format(string name)
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder.Of(name), Batch(("when", Strings("2024-02-29T12:30:00Z", null, " 2024-02-29T13:30+01:00 ", "?", "2024-02-29 12:30"))));
        Assert.Equal(["1709209800000000", "-", "1709209800000000", "-", "1709209800000000"], Read(path, [When], "?"));
    }

    [Theory]
    [InlineData("t.parquet")]
    [InlineData("t.arrow")]
    public void Timestamps_and_dates_are_the_times_that_their_texts_are(string name)
    {
        using var folder = new TemporaryFolder();
        Gen.Long[-8_000_000_000_000_000, 8_000_000_000_000_000].Array[1, 30].Select(Gen.OneOf(Gen.Const(TimeUnit.Second), Gen.Const(TimeUnit.Millisecond),
            Gen.Const(TimeUnit.Microsecond), Gen.Const(TimeUnit.Nanosecond)), Gen.Bool).Sample((values, unit, hasZone) =>
        {
            if (name == "t.parquet" && unit == TimeUnit.Second)
                unit = TimeUnit.Millisecond;        // Parquet has no seconds
            var times = new TimestampArray.Builder(new TimestampType(unit, hasZone ? "UTC" : null));
            var days = new Date32Array.Builder();
            foreach (var value in values)
            {
                var time = DateTimeOffset.UnixEpoch.AddTicks(value * 10);
                times.Append(time);
                days.Append(time.UtcDateTime.Date);
            }
            var path = Write(folder.Of(name), Batch(("when", times.Build()), ("day", days.Build())));
            var csv = Write(folder.Of("t.csv"), Batch(("when", times.Build()), ("day", days.Build())));
            Column[] columns = [When with { TimeZone = "+01:00" }, When with { Name = "day", TimeZone = "+01:00" }];
            Assert.Equal(Read(csv, columns), Read(path, columns));
        }, iter: 40, threads: 1);
    }

    [Fact]
    public void A_format_reads_what_it_writes()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", "when,x\n29.02.2024 12:30,1\n,1\n");
        var german = When with { Format = "dd.MM.yyyy HH:mm" };
        Assert.Equal([$"{Noon}|1", "-|1"], Read(path, [german]));
        Assert.Equal([$"{Noon - 3_600_000_000}|1", "-|1"], Read(path, [german with { TimeZone = "Europe/Berlin" }]));
        var offset = folder.Write("o.csv", "when,x\n29.02.2024 12:30 +02:00,1\n");
        Assert.Equal([$"{Noon - 7_200_000_000}|1"], Read(offset, [When with { Format = "dd.MM.yyyy HH:mm zzz", TimeZone = "Europe/Berlin" }]));
        Assert.Equal($"{offset}: row 1: column \"when\" is \"29.02.2024 12:30 +02:00\". Expected a time as dd.MM.yyyy HH:mm.", Complaint(offset, [german]));
    }

    [Fact]
    public void A_zone_holds_for_what_says_none_and_for_that_alone()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", "when\n2024-07-01T12:00\n2024-01-01T12:00\n2024-07-01T12:00Z\n2024-10-27T02:30\n");
        string[] utc = ["2024-07-01T10:00:00Z", "2024-01-01T11:00:00Z", "2024-07-01T12:00:00Z", "2024-10-27T01:30:00Z"];
        Assert.Equal(Read(folder.Write("u.csv", $"when\n{string.Join('\n', utc)}\n"), [When]), Read(path, [When with { TimeZone = "Europe/Berlin" }]));
    }

    [Fact]
    public void What_is_no_time_is_refused_with_row_and_text()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", "when\n2024-02-29\nsoon\n9999-12-31\n2024-03-31T02:30\n");
        Assert.Equal(
            $"{path}: row 2: column \"when\" is \"soon\". Expected a date or a time of ISO 8601, such as 2024-02-29 or 2024-02-29T12:30:00Z.\n" +
            $"{path}: row 3: column \"when\" is \"9999-12-31\". Expected a time from 1684 to 2255, which is exact to a microsecond.\n" +
            $"{path}: row 4: column \"when\" is \"2024-03-31T02:30\". The clocks of Europe/Berlin leave this time out: write the offset behind it, "
            + "or correct data.columns.when.time_zone.",
            Complaint(path, [When with { TimeZone = "Europe/Berlin" }]));
    }

    [Fact]
    public void Timestamps_beyond_what_a_double_holds_are_refused()
    {
        using var folder = new TemporaryFolder();
        var times = new TimestampArray(new ArrayData(new TimestampType(TimeUnit.Second, "UTC"), 2, 0, 0,
            [ArrowBuffer.Empty, new ArrowBuffer.Builder<long>().AppendRange([0L, long.MaxValue]).Build()]));
        var path = Write(folder.Of("t.arrow"), Batch(("when", times)));
        Assert.Equal($"{path}: row 2: column \"when\" is \"9223372036854775807\". Expected a time from 1684 to 2255, which is exact to a microsecond.",
            Complaint(path, [When]));
    }

    [Fact]
    public void Numbers_are_no_times()
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder.Of("t.arrow"), Batch(("when", Doubles(1))));
        Assert.Equal($"{path}: column \"when\" holds values of type double. Expected timestamps, dates or text.", Complaint(path, [When]));
    }

    [Fact]
    public void A_zone_that_the_machine_does_not_know_is_told() =>
        Assert.Equal("The time zone Mars/Olympus is not known on this machine. Install the package tzdata.",
            Assert.Throws<DataException>(() => new TimeReading(null, "Mars/Olympus")).Message);
}
