using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>
/// The calendar of instants, in whole numbers throughout. A year begins with March here, so that a leap day is its last; 400 years are an era.
/// H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days (2013).
/// </summary>
internal sealed class Calendar
{
    // Beyond 2^53 a float64 holds no single microseconds: the years 1684 to 2255.
    private static readonly Scalar Earliest = (-9007199254740992.0).ToScalar();
    private static readonly Scalar Latest = 9007199254740992.0.ToScalar();

    private static readonly Scalar Zero = 0L.ToScalar();
    private static readonly Scalar MarchOfYear0 = (719468L * 86_400_000_000).ToScalar();
    private static readonly Scalar Second = 1_000_000L.ToScalar();
    private static readonly Scalar Minute = 60_000_000L.ToScalar();
    private static readonly Scalar Hour = 3_600_000_000L.ToScalar();
    private static readonly Scalar Day = 86_400_000_000L.ToScalar();
    private static readonly Scalar Sixty = 60L.ToScalar();
    private static readonly Scalar EraDays = 146097L.ToScalar();
    private static readonly Scalar LastEraDay = 146096L.ToScalar();
    private static readonly Scalar CenturyDays = 36524L.ToScalar();
    private static readonly Scalar FourYearDays = 1460L.ToScalar();
    private static readonly Scalar YearDays = 365L.ToScalar();
    private static readonly Scalar EraYears = 400L.ToScalar();
    private static readonly Scalar Century = 100L.ToScalar();
    private static readonly Scalar FiveMonthDays = 153L.ToScalar();
    private static readonly Scalar January1 = 305L.ToScalar();
    private static readonly Scalar Months = 12L.ToScalar();
    private static readonly Scalar JanuaryPlace = 10L.ToScalar();
    private static readonly Scalar WeekDays = 7L.ToScalar();
    private static readonly Scalar One = 1L.ToScalar();
    private static readonly Scalar Two = 2L.ToScalar();
    private static readonly Scalar Three = 3L.ToScalar();
    private static readonly Scalar Four = 4L.ToScalar();
    private static readonly Scalar Five = 5L.ToScalar();

    // Since the first of March of the year 0, in which all that follows is positive.
    private readonly Tensor day;
    private readonly Tensor time;
    private readonly Lazy<Tensor> yearOfEra;
    private readonly Lazy<Tensor> dayOfYear;
    private readonly Lazy<Tensor> monthPlace;
    private readonly Lazy<Tensor> isAfterNewYear;

    /// <param name="instants">What <see cref="Held"/> gave.</param>
    public Calendar(Tensor instants)
    {
        var since = instants.to(ScalarType.Int64).add(MarchOfYear0);
        (day, time) = (Whole(since, Day), since.remainder(Day));
        yearOfEra = new(YearOfEra);
        dayOfYear = new(DayOfYear);
        monthPlace = new(() => Whole(dayOfYear.Value.mul(Five).add(Two), FiveMonthDays));
        isAfterNewYear = new(() => monthPlace.Value.ge(JanuaryPlace).to(ScalarType.Int64));
    }

    /// <summary>Microseconds since 1970, float64: without gaps, of which each is the beginning of 1970, and within 2^53 on either side.</summary>
    public static Tensor Held(Tensor microseconds) =>
        microseconds.masked_fill(microseconds.isnan(), Zero).clamp(Earliest, Latest);

    /// <summary>The first of a part and how many it has; null for years, which have no cycle.</summary>
    public static (int First, int Count)? Cycle(DateTimePart part) => part switch
    {
        DateTimePart.Quarter => (1, 4),
        DateTimePart.Month => (1, 12),
        DateTimePart.Day => (1, 31),
        DateTimePart.YearDay => (1, 366),
        DateTimePart.WeekDay => (1, 7),
        DateTimePart.Hour => (0, 24),
        DateTimePart.Minute or DateTimePart.Second => (0, 60),
        _ => null,
    };

    /// <summary>One part of all instants, int64, in their shape.</summary>
    public Tensor Of(DateTimePart part) => part switch
    {
        DateTimePart.Year => yearOfEra.Value.add(Whole(day, EraDays).mul(EraYears)).add(isAfterNewYear.Value),
        DateTimePart.Quarter => Whole(Month().add(Two), Three),
        DateTimePart.Month => Month(),
        DateTimePart.Day => dayOfYear.Value.sub(Whole(monthPlace.Value.mul(FiveMonthDays).add(Two), Five)).add(One),
        DateTimePart.YearDay => YearDay(),
        DateTimePart.WeekDay => day.add(Two).remainder(WeekDays).add(One),
        DateTimePart.Hour => Whole(time, Hour),
        DateTimePart.Minute => Whole(time, Minute).remainder(Sixty),
        DateTimePart.Second => Whole(time, Second).remainder(Sixty),
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, null),
    };

    private Tensor YearOfEra()
    {
        var dayOfEra = day.remainder(EraDays);
        return Whole(dayOfEra.sub(Whole(dayOfEra, FourYearDays)).add(Whole(dayOfEra, CenturyDays)).sub(Whole(dayOfEra, LastEraDay)), YearDays);
    }

    private Tensor DayOfYear()
    {
        var year = yearOfEra.Value;
        return day.remainder(EraDays).sub(year.mul(YearDays).add(Whole(year, Four)).sub(Whole(year, Century)));
    }

    private Tensor Month() => monthPlace.Value.add(Three).sub(isAfterNewYear.Value.mul(Months));

    private Tensor YearDay()
    {
        var year = yearOfEra.Value;
        var isLeap = year.remainder(Four).eq(Zero).logical_and(year.remainder(Century).ne(Zero)).logical_or(year.eq(Zero));
        var before = isLeap.to(ScalarType.Int64).add(YearDays);
        return dayOfYear.Value.sub(January1).add(isAfterNewYear.Value.neg().add(One).mul(before));
    }

    private static Tensor Whole(Tensor positive, Scalar divisor) => positive.div(divisor, RoundingMode.trunc);
}
