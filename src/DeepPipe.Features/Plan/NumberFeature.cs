using DeepPipe.Statistics;

namespace DeepPipe.Features;

/// <summary>A column of numbers with what was fitted for it.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Type">Number or integer.</param>
/// <param name="Fill">What stands where the number is missing, in the column's own unit.</param>
/// <param name="HasIndicator">Whether a further input is 1 where the number is missing, else 0.</param>
/// <param name="Scaling">The scaling, applied after the fill.</param>
public sealed record NumberFeature(string Name, ColumnType Type, double Fill, bool HasIndicator, NumberScaling Scaling);
