using DeepPipe.Configuration;

namespace DeepPipe.Features;

/// <summary>The section <c>features</c>: how raw columns become what a network reads.</summary>
public sealed record FeaturesConfig : IValidated
{
    /// <summary>What holds for every column that <see cref="Columns"/> does not name.</summary>
    /// <value>Default: numbers by quantiles with an indicator of gaps, categories from 10 rows on.</value>
    public FeatureDefaults Defaults { get; init; } = new();

    /// <summary>What differs in single columns, by the column's name.</summary>
    /// <value>Default empty.</value>
    public IReadOnlyDictionary<string, ColumnFeatureConfig> Columns { get; init; } =
        new Dictionary<string, ColumnFeatureConfig>();

    /// <summary>Columns that are read and checked, but are no features.</summary>
    /// <value>Default empty.</value>
    public IReadOnlyList<string> Drop { get; init; } = [];

    /// <summary>Values of a category that occur in fewer train rows than this share a code: the column's own number, else the default.</summary>
    public int RareBelow(string column) => Columns.GetValueOrDefault(column)?.RareBelow ?? Defaults.Category.RareBelow;

    /// <summary>The ways in which a category enters the network: the column's own, else the default.</summary>
    public IReadOnlyList<CategoryEncodingConfig> Encodings(string column) =>
        Columns.GetValueOrDefault(column)?.Encodings ?? Defaults.Category.Encodings;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems()
    {
        foreach (var name in Columns.Keys.Where(Drop.Contains))
            yield return new($"columns.{name}", name, "a column that features.drop does not name");
    }
}
