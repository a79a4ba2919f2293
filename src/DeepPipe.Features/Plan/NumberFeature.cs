using System.Text.Json.Serialization;
using DeepPipe.Statistics;

namespace DeepPipe.Features;

/// <summary>A column of numbers with what was fitted for it.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Type">Number or integer.</param>
/// <param name="Fill">What stands where the number is missing, in the column's own unit.</param>
/// <param name="HasIndicator">Whether a further input is 1 where the number is missing, else 0.</param>
/// <param name="Scaling">The scaling, applied after the fill.</param>
public sealed record NumberFeature(string Name, ColumnType Type, double Fill, bool HasIndicator, NumberScaling Scaling)
{
    /// <summary>The range that the number is held in before all else; null where any number stays as it is.</summary>
    public ClipRange? Clip { get; init; }

    /// <summary>Where the number's bins meet, ascending, at least one; null where it has no bins.</summary>
    public IReadOnlyList<double>? BinEdges { get; init; }

    /// <summary>How many codes the bins have, with those of missing and unseen; 0 without bins.</summary>
    [JsonIgnore]
    public int CodeCount => BinEdges is null ? 0 : CategoryFeature.FirstCode + BinEdges.Count + 1;
}

/// <summary>A range of numbers, its ends included.</summary>
/// <param name="Lower">The least number; null where there is none.</param>
/// <param name="Upper">The greatest number; null where there is none.</param>
public sealed record ClipRange(double? Lower, double? Upper)
{
    internal double Hold(double value) => value < Lower ? Lower.Value : value > Upper ? Upper.Value : value;
}
