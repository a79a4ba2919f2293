using DeepPipe.Configuration;

namespace DeepPipe.Data;

/// <summary>
/// By files: <c>data.source</c> trains. All have the same format and columns. The rows that validate are a file of their own, or drawn by
/// the seed from those that train.
/// </summary>
public sealed record FilesSplitConfig : SplitConfig, IValidated
{
    /// <summary>The file of rows that validate, or a pattern as in <c>data.source.path</c>.</summary>
    /// <value>Default: none. Either this or <see cref="ValidationFraction"/>.</value>
    [PathValue]
    public string? Validation { get; init; }

    /// <summary>The fraction of the rows of <c>data.source</c> that validate: exactly round(n * fraction).</summary>
    /// <value>Default: none. Greater than 0, less than 1. Either this or <see cref="Validation"/>.</value>
    [Within(Above = 0, Below = 1)]
    public double? ValidationFraction { get; init; }

    /// <summary>With <see cref="ValidationFraction"/>: a column of which each value validates in the same proportion; at most 10,000 values.</summary>
    /// <value>Default: none.</value>
    public string? StratifyBy { get; init; }

    /// <summary>The file of rows that test, or a pattern.</summary>
    [PathValue]
    public required string Test { get; init; }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems()
    {
        if (Validation is null == ValidationFraction is null)
            yield return new("validation", Validation, "a file, or validation_fraction instead of it: one of both");
        if (StratifyBy is not null && ValidationFraction is null)
            yield return new("stratify_by", StratifyBy, "only with validation_fraction");
    }
}
