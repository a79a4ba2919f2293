namespace DeepPipe.Configuration.Tests.Family;

/// <summary>A recipe.</summary>
public sealed record RecipeConfig
{
    /// <summary>The version of the format.</summary>
    /// <value>1.</value>
    [Within(AtLeast = 1, AtMost = 1)]
    public required int Format { get; init; }

    /// <summary>What the runs are called.</summary>
    public string Name { get; init; } = "recipe";

    public ulong Seed { get; init; } = 7;

    public required SourceConfig Source { get; init; }

    public IReadOnlyDictionary<string, ColumnConfig> Columns { get; init; } = new Dictionary<string, ColumnConfig>();

    public IReadOnlyList<TargetConfig> Targets { get; init; } = [];

    public TrainingConfig Training { get; init; } = new();

    public IReadOnlyDictionary<string, double> Gates { get; init; } = new Dictionary<string, double>();
}
