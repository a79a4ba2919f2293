using DeepPipe.Configuration;
using DeepPipe.Statistics;

namespace DeepPipe.Data;

/// <summary>What must hold of a column; its type here is its type everywhere.</summary>
[Variant("number", typeof(NumberColumnConfig))]
[Variant("integer", typeof(IntegerColumnConfig))]
[Variant("category", typeof(CategoryColumnConfig))]
[Variant("boolean", typeof(BooleanColumnConfig))]
[Variant("datetime", typeof(DateTimeColumnConfig))]
[Variant("text", typeof(TextColumnConfig))]
[Variant("set", typeof(SetColumnConfig))]
[Variant("vector", typeof(VectorColumnConfig))]
[Variant("image", typeof(ImageColumnConfig))]
public abstract record ColumnConfig
{
    /// <summary>How many gaps the column may have.</summary>
    /// <value>Default: any number.</value>
    public MissingConfig Missing { get; init; } = new();

    /// <summary>The kind of raw column.</summary>
    internal abstract ColumnType Type { get; }

    /// <summary>The raw column of this kind and a name.</summary>
    internal virtual Column Named(string name) => new(name, Type);
}

/// <summary>Numbers.</summary>
public sealed record NumberColumnConfig : ColumnConfig, IValidated
{
    /// <summary>The least and the greatest value, both allowed.</summary>
    /// <value>Default: any finite number.</value>
    public IReadOnlyList<double>? Between { get; init; }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => Bounds.Problems(Between);

    internal override ColumnType Type => ColumnType.Number;
}

/// <summary>Whole numbers, at most 2^53 - 1 in magnitude.</summary>
public sealed record IntegerColumnConfig : ColumnConfig, IValidated
{
    /// <summary>The least and the greatest value, both allowed.</summary>
    /// <value>Default: any.</value>
    public IReadOnlyList<double>? Between { get; init; }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => Bounds.Problems(Between);

    internal override ColumnType Type => ColumnType.Integer;
}

/// <summary>Categories: text, always; <c>1</c> and <c>001</c> differ.</summary>
public sealed record CategoryColumnConfig : ColumnConfig
{
    /// <summary>The values that may occur.</summary>
    /// <value>Default: any.</value>
    public IReadOnlyList<string>? Allowed { get; init; }

    internal override ColumnType Type => ColumnType.Category;
}

/// <summary>The categories <c>true</c> and <c>false</c>, spelled so in text sources.</summary>
public sealed record BooleanColumnConfig : ColumnConfig
{
    internal override ColumnType Type => ColumnType.Category;
}

/// <summary>How many gaps a column may have.</summary>
public sealed record MissingConfig
{
    /// <summary>The largest fraction of rows without a value.</summary>
    /// <value>Default 1. At least 0 and at most 1.</value>
    [Within(AtLeast = 0, AtMost = 1)]
    public double AtMost { get; init; } = 1;
}

internal static class Bounds
{
    private const string Allowed = "two numbers, the least and the greatest";

    public static IEnumerable<Problem> Problems(IReadOnlyList<double>? between)
    {
        if (between is not (null or [_, _]))
            yield return new("between", new Phrase($"a list of {between.Count}"), Allowed);
        else if (between is [var least, var greatest] && least > greatest)
            yield return new("between", new Phrase("a list whose first number is the greater"), Allowed);
    }
}
