using DeepPipe.Configuration;
using DeepPipe.Statistics;

namespace DeepPipe.Features;

/// <summary>One fit: goes through the columns and keeps or drops each.</summary>
internal sealed class FeatureFit(FeaturesConfig config, TableProfile train)
{
    private readonly List<NumberFeature> numbers = [];
    private readonly List<CategoryFeature> categories = [];
    private readonly List<DroppedColumn> dropped = [];

    public FeaturePlan Fit(IReadOnlyList<InputColumn> columns)
    {
        var problems = FeatureProblems.Of(config, columns).ToList();
        if (problems.Count > 0)
            throw new ConfigException(problems);

        var candidates = columns.Where(column => !config.Drop.Contains(column.Name)).ToLookup(BlockFit.IsFor);
        foreach (var column in candidates[false])
            Add(column);

        if (numbers.Count + categories.Count == 0 && !candidates[true].Any())
            throw NoFeatureIsLeft(dropped, columns.Count, config.Drop.Count);
        return new(numbers, categories, dropped);
    }

    private void Add(InputColumn column)
    {
        var own = config.Columns.GetValueOrDefault(column.Name) ?? new();
        var reason = column.Type == ColumnType.Category ? AddCategory(column, own) : AddNumber(column, own);
        if (reason is not null)
            dropped.Add(new(column.Name, reason));
    }

    private string? AddNumber(InputColumn column, ColumnFeatureConfig own)
    {
        var profile = train.Numbers[column.Name];
        if (NumberFit.ReasonToDrop(column, profile, own.Keep) is { } reason)
            return reason;

        var defaults = config.Defaults.Number;
        numbers.Add(NumberFit.Of(column, profile, new()
        {
            Clip = own.Clip ?? defaults.Clip,
            Scale = own.Scale ?? defaults.Scale,
            Missing = own.Missing ?? defaults.Missing,
            Bins = own.Bins ?? defaults.Bins,
        }));
        return null;
    }

    private string? AddCategory(InputColumn column, ColumnFeatureConfig own)
    {
        var profile = train.Categories[column.Name];
        var rareBelow = config.RareBelow(column.Name);
        if (CategoryFit.ReasonToDrop(profile, rareBelow, own.Keep) is { } reason)
            return reason;

        categories.Add(CategoryFit.Of(column.Name, profile, rareBelow, config.Encodings(column.Name)));
        return null;
    }

    internal static FeatureException NoFeatureIsLeft(IReadOnlyList<DroppedColumn> dropped, int columnCount, int dropCount)
    {
        var reasons = string.Concat(dropped.Select(column => $"\n  {column}"));
        return new($"No feature is left of {columnCount} columns ({dropCount} in features.drop, {dropped.Count} that cannot "
            + $"be features). Name at least one column that differs between rows.{reasons}");
    }
}
