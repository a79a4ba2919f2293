namespace DeepPipe.Statistics;

/// <summary>The kinds of raw column.</summary>
public enum ColumnType
{
    /// <summary>A real number; missing is NaN.</summary>
    Number,

    /// <summary>A whole number, carried as a double because it may be missing.</summary>
    Integer,

    /// <summary>Text out of a set of values; a boolean is the category <c>true</c> or <c>false</c>. Missing is the empty string.</summary>
    Category,

    /// <summary>A point in time: microseconds since 1970 in UTC, carried as a double because it may be missing.</summary>
    DateTime,

    /// <summary>Text that is read for what it says. Missing is the empty string.</summary>
    Text,

    /// <summary>Several values in one text, with a separator between them.</summary>
    Set,

    /// <summary>A list of numbers, of one width in all rows.</summary>
    Vector,

    /// <summary>The bytes of an image file: PNG, JPEG, WebP, BMP, GIF, or binary PGM and PPM.</summary>
    Image,
}

/// <summary>What holds of kinds of column.</summary>
public static class ColumnTypes
{
    /// <summary>Whether cells are single numbers, carried as doubles.</summary>
    public static bool IsNumeric(this ColumnType type) => type is ColumnType.Number or ColumnType.Integer or ColumnType.DateTime;

    /// <summary>Whether a cell becomes a block of numbers before the graph.</summary>
    public static bool IsBlock(this ColumnType type) => type is ColumnType.Text or ColumnType.Set or ColumnType.Vector or ColumnType.Image;
}
