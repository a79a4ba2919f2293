using System.Text.Json.Serialization;

namespace DeepPipe.Features;

/// <summary>A column of instants with what was fitted for it.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Elapsed">The scaling of the microseconds since 1970; null where they are not read.</param>
/// <param name="Parts">What is read of the calendar, in the order of the config.</param>
/// <param name="HasIndicator">Whether a further input is 1 where the instant is missing, else 0.</param>
public sealed record DateTimeFeature(string Name, AffineScaling? Elapsed, IReadOnlyList<CalendarPart> Parts, bool HasIndicator)
{
    /// <summary>How many numbers the network reads of it.</summary>
    [JsonIgnore]
    public int NumberWidth => (Elapsed is null ? 0 : 1) + Parts.Sum(part => part.NumberWidth) + (HasIndicator ? 1 : 0);

    /// <summary>How many codes each of its parts has that enters by its code.</summary>
    [JsonIgnore]
    public IEnumerable<int> CodeCounts => Parts.Where(part => part.Form == DateTimeForm.Code).Select(part => part.CodeCount);
}

/// <summary>One part of the calendar.</summary>
/// <param name="Part">Which, not <see cref="DateTimePart.Elapsed"/>.</param>
/// <param name="Form">How it enters the network.</param>
/// <param name="Lowest">The lowest of the train rows.</param>
/// <param name="Highest">The highest of the train rows.</param>
/// <param name="Mean">The train rows' mean.</param>
/// <param name="Deviation">The train rows' population deviation; greater than 0.</param>
public sealed record CalendarPart(DateTimePart Part, DateTimeForm Form, int Lowest, int Highest, double Mean, double Deviation)
{
    /// <summary>How many numbers the network reads of it.</summary>
    [JsonIgnore]
    public int NumberWidth => Form switch
    {
        DateTimeForm.Cyclic => 2,
        DateTimeForm.Number => 1,
        _ => 0,
    };

    /// <summary>How many codes it has, with those of missing and unseen.</summary>
    [JsonIgnore]
    public int CodeCount => CategoryFeature.FirstCode + Highest - Lowest + 1;
}
