using System.Globalization;
using CsCheck;
using static TorchSharp.torch;

namespace DeepPipe.Features.Tests;

public sealed class CalendarTests
{
    private static readonly DateTimePart[] Parts = [.. Enum.GetValues<DateTimePart>().Where(part => part != DateTimePart.Elapsed)];

    private static readonly Gen<DateTimeOffset> Instants = Gen.Long[At(1700), At(2200) - 1].Select(Instant);

    [Fact]
    public void The_parts_of_any_instant_are_those_of_the_gregorian_calendar() =>
        Instants.Array[1, 200].Sample(Agree, iter: 200, threads: 1);

    [Fact]
    public void Every_day_from_1700_to_2200_has_its_parts_in_its_first_and_last_microsecond()
    {
        const long day = 86_400_000_000;
        var first = Enumerable.Range(0, (int)((At(2200) - At(1700)) / day)).Select(index => At(1700) + (index * day)).ToList();
        Agree([.. first.Select(Instant), .. first.Select(begin => Instant(begin + day - 1))]);
    }

    [Theory]
    [InlineData(double.NegativeInfinity)]
    [InlineData(-1e300)]
    [InlineData(double.PositiveInfinity)]
    public void Numbers_beyond_all_instants_are_held_within_2_to_the_53(double number)
    {
        using var scope = NewDisposeScope();
        var held = Calendar.Held(tensor([number, double.NaN], ScalarType.Float64));
        Assert.Equal([Math.CopySign(9007199254740992, number), 0], held.data<double>().ToArray());
        Assert.Equal([number < 0 ? 1684 : 2255, 1970], new Calendar(held).Of(DateTimePart.Year).data<long>().ToArray());
    }

    private static void Agree(DateTimeOffset[] instants)
    {
        using var scope = NewDisposeScope();
        var microseconds = instants.Select(instant => (instant - DateTimeOffset.UnixEpoch).Ticks / 10).ToArray();
        var calendar = new Calendar(Calendar.Held(tensor(microseconds, ScalarType.Float64)));
        foreach (var part in Parts)
            Assert.Equal(instants.Select(instant => Expected(instant, part)), calendar.Of(part).data<long>().ToArray());
    }

    private static long Expected(DateTimeOffset instant, DateTimePart part) => part switch
    {
        DateTimePart.Year => instant.Year,
        DateTimePart.Quarter => (instant.Month + 2) / 3,
        DateTimePart.Month => instant.Month,
        DateTimePart.Day => instant.Day,
        DateTimePart.YearDay => instant.DayOfYear,
        DateTimePart.WeekDay => instant.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)instant.DayOfWeek,
        DateTimePart.Hour => instant.Hour,
        DateTimePart.Minute => instant.Minute,
        _ => instant.Second,
    };

    private static long At(int year) => (new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero) - DateTimeOffset.UnixEpoch).Ticks / 10;

    private static DateTimeOffset Instant(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(10 * microseconds);
}
