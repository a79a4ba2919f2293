using DeepPipe.Configuration;

namespace DeepPipe.Data;

/// <summary>Which rows train, validate and test.</summary>
[Variant("random", typeof(RandomSplitConfig))]
[Variant("stratified", typeof(StratifiedSplitConfig))]
[Variant("column", typeof(ColumnSplitConfig))]
[Variant("files", typeof(FilesSplitConfig))]
[Variant("chronological", typeof(ChronologicalSplitConfig))]
public abstract record SplitConfig;

/// <summary>By the words of a column; any other word is refused.</summary>
public sealed record ColumnSplitConfig : SplitConfig, IValidated
{
    /// <summary>The column.</summary>
    public required string Column { get; init; }

    /// <summary>The word of rows that train.</summary>
    /// <value>Default <c>train</c>.</value>
    public string Train { get; init; } = "train";

    /// <summary>The word of rows that validate.</summary>
    /// <value>Default <c>validation</c>.</value>
    public string Validation { get; init; } = "validation";

    /// <summary>The word of rows that test.</summary>
    /// <value>Default <c>test</c>.</value>
    public string Test { get; init; } = "test";

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems()
    {
        if (Validation == Train)
            yield return new("validation", Validation, "another word than that of train");
        if (Test == Train || Test == Validation)
            yield return new("test", Test, "another word than those of train and validation");
    }
}

/// <summary>
/// By chance: of n rows, exactly round(n * test) test and round(n * validation) validate. The rows are those of the seed,
/// the number of rows and the fractions, whatever the file's format and on every machine.
/// </summary>
public sealed record RandomSplitConfig : SplitConfig, IValidated
{
    /// <summary>The fraction of rows that validate.</summary>
    /// <value>Default 0.1. At least 0, less than 1; with test together less than 1.</value>
    [Within(AtLeast = 0, Below = 1)]
    public double Validation { get; init; } = 0.1;

    /// <summary>The fraction of rows that test.</summary>
    /// <value>Default 0.2. At least 0, less than 1.</value>
    [Within(AtLeast = 0, Below = 1)]
    public double Test { get; init; } = 0.2;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => Fractions.Problems(Validation, Test);
}

/// <summary>By chance, with each value of a column (a gap is one) in the same proportion everywhere, to within one row.</summary>
public sealed record StratifiedSplitConfig : SplitConfig, IValidated
{
    /// <summary>The column, usually the target; at most 10,000 values.</summary>
    public required string By { get; init; }

    /// <summary>The fraction of rows that validate.</summary>
    /// <value>Default 0.1. At least 0, less than 1; with test together less than 1.</value>
    [Within(AtLeast = 0, Below = 1)]
    public double Validation { get; init; } = 0.1;

    /// <summary>The fraction of rows that test.</summary>
    /// <value>Default 0.2. At least 0, less than 1.</value>
    [Within(AtLeast = 0, Below = 1)]
    public double Test { get; init; } = 0.2;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => Fractions.Problems(Validation, Test);
}

internal static class Fractions
{
    public static IEnumerable<Problem> Problems(double validation, double test)
    {
        if (validation + test >= 1)
            yield return new("validation", validation, "a fraction that leaves rows to train: with test together less than 1");
    }
}
