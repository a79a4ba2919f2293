using Apache.Arrow;
using Apache.Arrow.Types;
using DeepPipe.Statistics;

namespace DeepPipe.Data;

/// <summary>Columns as files hold them, in canonical form by the type expected.</summary>
internal static class CanonicalColumn
{
    /// <summary>Whether a column of a file can become one of a type.</summary>
    public static bool Accepts(IArrowType found, ColumnType type) => type switch
    {
        ColumnType.Category or ColumnType.Text => CellText.Accepts(found),
        ColumnType.Set => SetColumn.Accepts(found),
        ColumnType.Vector => VectorColumn.Accepts(found),
        ColumnType.Image => ImageColumn.Accepts(found),
        ColumnType.DateTime => DateTimeColumn.Accepts(found),
        _ => NumberColumn.Accepts(found),
    };

    /// <summary>What a type can be made of, in words.</summary>
    public static string Allowed(ColumnType type) => type switch
    {
        ColumnType.Category or ColumnType.Text => "text, numbers or true and false",
        ColumnType.Set => "text or lists of text",
        ColumnType.Vector => "lists of numbers, or text of numbers",
        ColumnType.Image => "bytes of image files, or text of their paths",
        ColumnType.DateTime => "timestamps, dates or text",
        _ => "numbers",
    };

    /// <summary>The column in canonical form, with its own hold on the memory.</summary>
    public static IArrowArray Convert(IArrowArray raw, Cells cells) => cells.Column.Type switch
    {
        ColumnType.Category or ColumnType.Text => TextColumn.Convert(raw, cells.Missing),
        ColumnType.Set => SetColumn.Convert(raw, cells),
        ColumnType.Vector => VectorColumn.Convert(raw, cells),
        ColumnType.Image => ImageColumn.Convert(raw, cells),
        ColumnType.DateTime => DateTimeColumn.Convert(raw, cells),
        _ => NumberColumn.Convert(raw, cells),
    };
}
