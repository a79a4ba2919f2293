using System.Text.Json.Serialization;

namespace DeepPipe.Encoders;

/// <summary>
/// How a cell that no single number or code can stand for becomes a block of numbers of a fixed shape, before the graph: in training
/// and in serving the same. It is fitted on the train rows, and stands in the bundle's signature.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(SetEncoding), "set")]
[JsonDerivedType(typeof(VectorEncoding), "vector")]
[JsonDerivedType(typeof(TokenEncoding), "tokens")]
[JsonDerivedType(typeof(ImageEncoding), "image")]
public abstract record CellEncoding
{
    /// <summary>The type of the block's numbers.</summary>
    [JsonIgnore]
    public abstract BlockElement Element { get; }

    /// <summary>The shape of one row's block; each size at least 1.</summary>
    [JsonIgnore]
    public abstract IReadOnlyList<int> Shape { get; }

    /// <summary>What is wrong with it, in words without a full stop; null where it holds.</summary>
    public abstract string? Problem();

    /// <summary>Makes what encodes: tables are built here, once.</summary>
    /// <exception cref="InvalidOperationException">There is a <see cref="Problem"/>.</exception>
    public ICellEncoder Open()
    {
        RefuseProblem();
        return Build();
    }

    /// <summary>How many bytes one row's block has.</summary>
    [JsonIgnore]
    public int RowBytes => Shape.Aggregate(1, (product, size) => product * size) * (Element switch
    {
        BlockElement.Int64 => sizeof(long),
        BlockElement.Float32 => sizeof(float),
        _ => sizeof(byte),
    });

    private protected abstract ICellEncoder Build();

    private protected void RefuseProblem()
    {
        if (Problem() is { } problem)
            throw new InvalidOperationException($"The encoding does not hold: {problem}.");
    }
}

/// <summary>The type of a block's numbers.</summary>
public enum BlockElement
{
    /// <summary>Codes.</summary>
    Int64,

    /// <summary>Pixels, 0 to 255.</summary>
    UInt8,

    /// <summary>Numbers; NaN where one is missing.</summary>
    Float32,
}
