using DeepPipe.Configuration;
using DeepPipe.Statistics;

namespace DeepPipe.Features;

/// <summary>The range that a number is held in before its scale is fitted and applied: what lies outside becomes the nearer end.</summary>
[Variant("none", typeof(NoClip))]
[Variant("quantiles", typeof(QuantileClip))]
[Variant("values", typeof(ValueClip))]
public abstract record ClipConfig
{
    internal abstract ClipRange? Of(NumberProfile train);
}

/// <summary>Any number stays as it is.</summary>
public sealed record NoClip : ClipConfig
{
    internal override ClipRange? Of(NumberProfile train) => null;
}

/// <summary>The range between two quantiles of the train rows.</summary>
public sealed record QuantileClip : ClipConfig, IValidated
{
    /// <summary>The fraction of the train rows that lies below the range.</summary>
    /// <value>Default 0.01. At least 0 and less than 1.</value>
    [Within(AtLeast = 0, Below = 1)]
    public double Lower { get; init; } = 0.01;

    /// <summary>The fraction of the train rows that lies below the range's end.</summary>
    /// <value>Default 0.99. Greater than 0 and at most 1; greater than <see cref="Lower"/>.</value>
    [Within(Above = 0, AtMost = 1)]
    public double Upper { get; init; } = 0.99;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems()
    {
        if (Lower >= Upper)
            yield return new("upper", Upper, "greater than lower");
    }

    internal override ClipRange? Of(NumberProfile train)
    {
        var quantiles = train.Quantiles([Lower, Upper]);
        return new(quantiles[0], quantiles[1]);
    }
}

/// <summary>A range in the column's own unit.</summary>
public sealed record ValueClip : ClipConfig, IValidated
{
    /// <summary>The least number.</summary>
    /// <value>Default: none.</value>
    public double? Lower { get; init; }

    /// <summary>The greatest number.</summary>
    /// <value>Default: none. Greater than <see cref="Lower"/>.</value>
    public double? Upper { get; init; }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems()
    {
        if (Lower is null && Upper is null)
            yield return new("", new Phrase("a range without ends"), "lower, upper or both");
        if (Lower >= Upper)
            yield return new("upper", Upper, "greater than lower");
    }

    internal override ClipRange? Of(NumberProfile train) => new(Lower, Upper);
}
