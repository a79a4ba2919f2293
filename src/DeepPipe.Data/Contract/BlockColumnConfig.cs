using DeepPipe.Configuration;
using DeepPipe.Statistics;

namespace DeepPipe.Data;

/// <summary>Text that is read for what it says.</summary>
public sealed record TextColumnConfig : ColumnConfig
{
    internal override ColumnType Type => ColumnType.Text;
}

/// <summary>Several values in one cell: a text of members with a separator between them, or a list of texts in Parquet and Arrow.</summary>
public sealed record SetColumnConfig : ColumnConfig, IValidated
{
    /// <summary>What stands between members. A member of a list must not hold it.</summary>
    /// <value>Default <c>|</c>. One character at least.</value>
    public string Separator { get; init; } = "|";

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems()
    {
        if (Separator.Length == 0)
            yield return new("separator", Separator, "one character at least");
    }

    internal override ColumnType Type => ColumnType.Set;

    internal override Column Named(string name) => base.Named(name) with { Separator = Separator };
}

/// <summary>
/// Images: bytes of image files in Parquet and Arrow; in a column of text, paths of image files relative to the folder of the source's file.
/// PNG, JPEG, WebP, BMP, GIF, or binary PGM and PPM.
/// </summary>
public sealed record ImageColumnConfig : ColumnConfig
{
    internal override ColumnType Type => ColumnType.Image;
}

/// <summary>
/// Lists of numbers: a list column in Parquet and Arrow; in a column of text, numbers separated by blanks, commas or semicolons, within
/// brackets or without.
/// </summary>
public sealed record VectorColumnConfig : ColumnConfig
{
    internal override ColumnType Type => ColumnType.Vector;
}
