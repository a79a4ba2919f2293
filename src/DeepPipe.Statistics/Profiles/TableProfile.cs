namespace DeepPipe.Statistics;

/// <summary>The profiles of a table's columns, mergeable with those of other rows of the same table.</summary>
public sealed class TableProfile
{
    private readonly Dictionary<string, NumberProfile> numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CategoryProfile> categories = new(StringComparer.Ordinal);

    /// <summary>Empty profiles of <paramref name="columns"/>; numbers and integers have the same kind of profile.</summary>
    /// <exception cref="ArgumentException">A name occurs twice.</exception>
    public TableProfile(IEnumerable<(string Name, ColumnType Type)> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        foreach (var (name, type) in columns)
        {
            if (numbers.ContainsKey(name) || categories.ContainsKey(name))
                throw new ArgumentException($"Column \"{name}\" occurs twice.", nameof(columns));
            if (type == ColumnType.Category)
                categories.Add(name, new());
            else
                numbers.Add(name, new());
        }
    }

    /// <summary>Profiles of the number and integer columns, by name.</summary>
    public IReadOnlyDictionary<string, NumberProfile> Numbers => numbers;

    /// <summary>Profiles of the category columns, by name.</summary>
    public IReadOnlyDictionary<string, CategoryProfile> Categories => categories;

    /// <summary>Number of rows seen, missing values included: that of the column that has seen most.</summary>
    public long RowCount => numbers.Values.Select(profile => profile.Count + profile.Missing)
        .Concat(categories.Values.Select(profile => profile.Count + profile.Missing))
        .DefaultIfEmpty()
        .Max();

    /// <summary>Takes in what <paramref name="other"/> has seen.</summary>
    /// <exception cref="ArgumentException"><paramref name="other"/> has other columns; then nothing is taken in.</exception>
    public void Merge(TableProfile other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!numbers.Keys.ToHashSet().SetEquals(other.numbers.Keys) || !categories.Keys.ToHashSet().SetEquals(other.categories.Keys))
            throw new ArgumentException("The profiles are of different columns.", nameof(other));

        foreach (var (name, profile) in numbers)
            profile.Merge(other.numbers[name]);
        foreach (var (name, profile) in categories)
            profile.Merge(other.categories[name]);
    }
}
