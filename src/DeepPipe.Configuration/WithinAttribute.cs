using System.Globalization;

namespace DeepPipe.Configuration;

/// <summary>
/// The range of a number, or of each number of a list. NaN and the infinities are refused with and without it.
/// A bound that is not given does not bind.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WithinAttribute : Attribute
{
    /// <summary>The least value, itself allowed.</summary>
    public double AtLeast { get; init; } = double.NaN;

    /// <summary>A lower bound, itself refused.</summary>
    public double Above { get; init; } = double.NaN;

    /// <summary>The greatest value, itself allowed.</summary>
    public double AtMost { get; init; } = double.NaN;

    /// <summary>An upper bound, itself refused.</summary>
    public double Below { get; init; } = double.NaN;

    /// <summary>Whether the value lies within every bound; NaN never does.</summary>
    public bool Holds(double value) =>
        !double.IsNaN(value) && !(value < AtLeast) && !(value <= Above) && !(value > AtMost) && !(value >= Below);

    /// <summary>The bounds in words: <c>greater than 0 and at most 1</c>; the number alone where only one is allowed.</summary>
    public override string ToString()
    {
        if (AtLeast == AtMost)
            return AtLeast.ToString(CultureInfo.InvariantCulture);
        (string Words, double Bound)[] bounds =
            [("at least", AtLeast), ("greater than", Above), ("at most", AtMost), ("less than", Below)];
        return string.Join(" and ", bounds.Where(bound => !double.IsNaN(bound.Bound))
            .Select(bound => string.Create(CultureInfo.InvariantCulture, $"{bound.Words} {bound.Bound}")));
    }
}
