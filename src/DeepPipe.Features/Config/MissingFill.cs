using DeepPipe.Configuration;

namespace DeepPipe.Features;

/// <summary>
/// What stands where a number is missing. Mean and median are those of the train rows, after <c>clip</c>. With an indicator, and where
/// the train rows have gaps, a further input is 1 in a gap and else 0.
/// </summary>
[Variant("mean", typeof(MeanFill))]
[Variant("median", typeof(MedianFill))]
[Variant("constant", typeof(ConstantFill))]
[Variant("mean_and_indicator", typeof(MeanAndIndicatorFill))]
[Variant("median_and_indicator", typeof(MedianAndIndicatorFill))]
[Variant("constant_and_indicator", typeof(ConstantAndIndicatorFill))]
public abstract record MissingFill
{
    internal virtual bool AsksIndicator => false;

    internal abstract double Of(TrainNumbers train);
}

/// <summary>The mean.</summary>
public sealed record MeanFill : MissingFill
{
    internal override double Of(TrainNumbers train) => train.Mean;
}

/// <summary>The median.</summary>
public sealed record MedianFill : MissingFill
{
    internal override double Of(TrainNumbers train) => train.Median;
}

/// <summary>One number.</summary>
public sealed record ConstantFill : MissingFill
{
    /// <summary>The number, in the column's own unit; <c>clip</c> does not move it.</summary>
    /// <value>Required.</value>
    public required double Value { get; init; }

    internal override double Of(TrainNumbers train) => Value;
}

/// <summary>The mean, and an indicator.</summary>
public sealed record MeanAndIndicatorFill : MissingFill
{
    internal override bool AsksIndicator => true;

    internal override double Of(TrainNumbers train) => train.Mean;
}

/// <summary>The median, and an indicator.</summary>
public sealed record MedianAndIndicatorFill : MissingFill
{
    internal override bool AsksIndicator => true;

    internal override double Of(TrainNumbers train) => train.Median;
}

/// <summary>One number, and an indicator.</summary>
public sealed record ConstantAndIndicatorFill : MissingFill
{
    /// <summary>The number, in the column's own unit; <c>clip</c> does not move it.</summary>
    /// <value>Required.</value>
    public required double Value { get; init; }

    internal override bool AsksIndicator => true;

    internal override double Of(TrainNumbers train) => Value;
}
