using Apache.Arrow;

namespace DeepPipe.Data;

/// <summary>The values of a column, row by row: what a draw in proportion looks at. A gap is a value.</summary>
internal sealed class Strata(string column)
{
    private const int Most = 10_000;
    private readonly List<int> rows = [];
    private readonly List<string> names = [];
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    /// <summary>The value of each row: a place in <see cref="Names"/>.</summary>
    public IReadOnlyList<int> Rows => rows;

    /// <summary>The different values.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>Takes the next rows.</summary>
    /// <exception cref="DataException">There are too many values.</exception>
    public void Add(StringArray cells)
    {
        for (var row = 0; row < cells.Length; row++)
            rows.Add(Place(cells.GetString(row) ?? ""));
    }

    private int Place(string name)
    {
        if (places.TryGetValue(name, out var place))
            return place;
        if (names.Count == Most)
            throw new DataException($"data.split: column \"{column}\" has more than {Most} values, " +
                "too many to stratify by. Name a column of few values, or split at random.");
        names.Add(name);
        places.Add(name, names.Count - 1);
        return names.Count - 1;
    }
}
