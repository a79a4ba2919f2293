using DeepPipe.Configuration;

namespace DeepPipe.Data;

/// <summary>
/// The section <c>data.windows</c>: the rows of the source are the steps of time series, and a row of what is learned from is a window of
/// them. Each column that is read becomes a vector of the same name with the <see cref="LookBack"/> steps up to some step; the column
/// <c>next</c>, the target, is a vector of the <see cref="Horizon"/> steps that follow, step by step, each with the columns of
/// <see cref="Forecast"/> side by side.
/// </summary>
/// <remarks>
/// The split is one of steps: a window belongs to the part in which all steps to come lie, and reads back into the parts before. One whose
/// steps to come lie in two parts is left out. A chronological split counts the steps of each series by themselves.
/// </remarks>
public sealed record WindowsConfig : IValidated
{
    /// <summary>The name of the column with the steps to come.</summary>
    public const string Next = "next";

    /// <summary>How many steps the model reads.</summary>
    /// <value>At least 1.</value>
    [Within(AtLeast = 1)]
    public required int LookBack { get; init; }

    /// <summary>How many steps the model answers.</summary>
    /// <value>At least 1.</value>
    [Within(AtLeast = 1)]
    public required int Horizon { get; init; }

    /// <summary>The columns that the model reads: numbers.</summary>
    /// <value>Default: all columns of numbers and integers but those that other keys name, in the source's order.</value>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The columns that the model answers, among those that it reads.</summary>
    /// <value>Default: all.</value>
    public IReadOnlyList<string>? Forecast { get; init; }

    /// <summary>A column of dates or numbers that must ascend from step to step of a series.</summary>
    /// <value>Default: none; the order of the source is taken as it is.</value>
    public string? Time { get; init; }

    /// <summary>A column that tells several series apart: no window has steps of two. Their steps may stand mixed.</summary>
    /// <value>Default: none; the source is one series.</value>
    public string? Series { get; init; }

    /// <summary>After how many steps of a series its next window begins.</summary>
    /// <value>Default 1. At least 1.</value>
    [Within(AtLeast = 1)]
    public int Stride { get; init; } = 1;

    /// <summary>What becomes of a step without a number.</summary>
    /// <value>Default <c>refuse</c>. One of <c>refuse</c>, <c>forward_fill</c>.</value>
    public StepGaps Gaps { get; init; }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems()
    {
        if (Columns is { Count: 0 })
            yield return new("columns", new Phrase("an empty list"), "at least one column");
        if (Forecast is { Count: 0 })
            yield return new("forecast", new Phrase("an empty list"), "at least one column");
        foreach (var problem in Twice("columns", Columns).Concat(Twice("forecast", Forecast)))
            yield return problem;
        foreach (var (index, name) in (Columns ?? []).Index())
        {
            if (name == Time || name == Series)
                yield return new(KeyPath.Join("columns", $"{index}"), name, "a column that is neither time nor series");
            else if (name == Next)
                yield return new(KeyPath.Join("columns", $"{index}"), name, $"a column that is not called {Next}, as the steps to come are");
        }
        foreach (var (index, name) in (Forecast ?? []).Index())
        {
            if (Columns?.Contains(name) == false)
            {
                yield return new(KeyPath.Join("forecast", $"{index}"), name, $"one of columns: {string.Join(", ", Columns)}")
                {
                    Hint = Nearest.Hint(name, Columns),
                };
            }
        }
        if (Time is not null && Time == Series)
            yield return new("series", Series, "another column than time");
    }

    private static IEnumerable<Problem> Twice(string key, IReadOnlyList<string>? names) => (names ?? []).Index()
        .Where(name => names!.Take(name.Index).Contains(name.Item))
        .Select(name => new Problem(KeyPath.Join(key, $"{name.Index}"), name.Item, "each column once"));
}

/// <summary>What becomes of a step without a number.</summary>
public enum StepGaps
{
    /// <summary>It is refused, with its row.</summary>
    Refuse,

    /// <summary>The last number before it in its series stands there too; a series that begins without one is refused.</summary>
    ForwardFill,
}
