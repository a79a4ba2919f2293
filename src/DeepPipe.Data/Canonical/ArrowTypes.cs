using Apache.Arrow;
using Apache.Arrow.Types;
using DeepPipe.Statistics;

namespace DeepPipe.Data;

/// <summary>The Arrow side of the column types.</summary>
internal static class ArrowTypes
{
    /// <summary>The field of a canonical column.</summary>
    public static Field Field(Column column) =>
        new(column.Name, column.Type == ColumnType.Category ? StringType.Default : DoubleType.Default, nullable: true);

    /// <summary>A type in words, as in "holds dates".</summary>
    public static string Describe(IArrowType type) => type.TypeId switch
    {
        ArrowTypeId.Boolean => "true and false",
        ArrowTypeId.Date32 or ArrowTypeId.Date64 => "dates",
        ArrowTypeId.Timestamp => "timestamps",
        ArrowTypeId.List or ArrowTypeId.LargeList or ArrowTypeId.FixedSizeList or ArrowTypeId.ListView => "lists",
        ArrowTypeId.Struct => "structs",
        ArrowTypeId.Map => "maps",
        ArrowTypeId.Binary or ArrowTypeId.LargeBinary or ArrowTypeId.FixedSizedBinary or ArrowTypeId.BinaryView => "bytes",
        _ when CellText.IsText(type) => "text",
        _ => $"values of type {type.Name}",
    };
}
