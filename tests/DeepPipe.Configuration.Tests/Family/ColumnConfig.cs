namespace DeepPipe.Configuration.Tests.Family;

[Variant("number", typeof(NumberConfig))]
[Variant("category", typeof(CategoryConfig))]
[Variant("nested", typeof(NestedConfig))]
public abstract record ColumnConfig
{
    public MissingConfig? Missing { get; init; }
}

public sealed record NumberConfig : ColumnConfig, IValidated
{
    public IReadOnlyList<double>? Between { get; init; }

    public IEnumerable<Problem> Problems()
    {
        if (Between is { Count: not 2 })
            yield return new("between", new Phrase($"a list of {Between.Count}"), "two numbers");
        else if (Between is { } pair && pair[0] > pair[1])
            yield return new(KeyPath.Join("between", "1"), pair[1], $"at least {pair[0]}");
    }
}

public sealed record CategoryConfig : ColumnConfig
{
    public IReadOnlyList<string> Allowed { get; init; } = [];
}

/// <summary>Columns within columns.</summary>
public sealed record NestedConfig : ColumnConfig
{
    public IReadOnlyDictionary<string, ColumnConfig> Columns { get; init; } = new Dictionary<string, ColumnConfig>();
}

public sealed record MissingConfig
{
    [Within(AtLeast = 0, AtMost = 1)]
    public double AtMost { get; init; } = 1;
}
