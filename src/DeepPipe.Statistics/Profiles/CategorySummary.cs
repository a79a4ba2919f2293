namespace DeepPipe.Statistics;

/// <summary>A value of a category and how often it occurs.</summary>
public sealed record CategoryCount(string Value, long Count);

/// <summary>A text column's distribution in a <see cref="ProfileDocument"/>.</summary>
public sealed record CategorySummary
{
    /// <summary>Number of values that are there.</summary>
    public required long Count { get; init; }

    /// <summary>Number of missing values.</summary>
    public required long Missing { get; init; }

    /// <summary>The values that are frequent enough to be told, by count descending, then by ordinal order of the text.</summary>
    public required IReadOnlyList<CategoryCount> Values { get; init; }

    /// <summary>How many rows have a value that is not told.</summary>
    public required long Other { get; init; }

    /// <summary>See <see cref="CategoryProfile.CountError"/>.</summary>
    public required long CountError { get; init; }

    /// <summary>The summary of a profile; values that occur less often than <paramref name="rareBelow"/> are folded into <see cref="Other"/>.</summary>
    public static CategorySummary Of(CategoryProfile profile, int rareBelow)
    {
        ArgumentNullException.ThrowIfNull(profile);
        CategoryCount[] told =
        [
            .. profile.Values
                .Take(ProfileDocument.LargestValueCount)
                .TakeWhile(pair => pair.Value >= rareBelow)
                .Select(pair => new CategoryCount(pair.Key, pair.Value)),
        ];
        return new()
        {
            Count = profile.Count,
            Missing = profile.Missing,
            Values = told,
            Other = profile.Count - told.Sum(value => value.Count),
            CountError = profile.CountError,
        };
    }
}
