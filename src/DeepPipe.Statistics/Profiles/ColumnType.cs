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
}
