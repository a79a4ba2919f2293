using DeepPipe.Configuration;

namespace DeepPipe.Data;

/// <summary>
/// By the order of the source: the first rows train, those behind validate, those behind these test; rows behind these are not read. The
/// sizes are numbers of rows where <see cref="Train"/> is more than 1, else fractions of all rows.
/// </summary>
public sealed record ChronologicalSplitConfig : SplitConfig, IValidated
{
    /// <summary>How many rows train.</summary>
    /// <value>Default 0.7. Greater than 0.</value>
    [Within(Above = 0)]
    public double Train { get; init; } = 0.7;

    /// <summary>How many rows validate.</summary>
    /// <value>Default 0.1. At least 0.</value>
    [Within(AtLeast = 0)]
    public double Validation { get; init; } = 0.1;

    /// <summary>How many rows test.</summary>
    /// <value>Default 0.2. At least 0.</value>
    [Within(AtLeast = 0)]
    public double Test { get; init; } = 0.2;

    /// <summary>A column of dates or numbers that must not descend from row to row, nor have a gap.</summary>
    /// <value>Default: none; the order is taken as it is.</value>
    public string? By { get; init; }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems()
    {
        (string Key, double Size)[] sizes = [("train", Train), ("validation", Validation), ("test", Test)];
        var isCount = Train > 1;
        foreach (var (key, size) in sizes)
        {
            if (isCount && (size != Math.Truncate(size) || size > int.MaxValue))
                yield return new(key, size, "a number of rows, since train is one");
            else if (!isCount && size > 1)
                yield return new(key, size, "a fraction, since train is one");
        }
        // Of decimals such as 0.7, 0.1 and 0.2 the sum may be the next double above 1.
        if (!isCount && Validation <= 1 && Test <= 1 && Train + Validation + Test > 1 + 1e-9)
            yield return new("train", Train, "a fraction that is with validation and test together at most 1");
    }

    /// <summary>How many of the rows train, validate and test.</summary>
    internal (long Train, long Validation, long Test) Counts(long rowCount)
    {
        if (Train > 1)
            return ((long)Train, (long)Validation, (long)Test);
        var train = Round(rowCount * Train);
        var validated = Round(rowCount * (Train + Validation));
        return (train, validated - train, Round(rowCount * (Train + Validation + Test)) - validated);
    }

    private static long Round(double count) => (long)Math.Round(count, MidpointRounding.AwayFromZero);
}
