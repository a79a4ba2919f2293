using Apache.Arrow;
using Apache.Arrow.Types;
using DeepPipe.Statistics;

namespace DeepPipe.Data;

/// <summary>The Arrow side of the column types.</summary>
internal static class ArrowTypes
{
    /// <summary>The field of a canonical column.</summary>
    public static Field Field(Column column) => new(column.Name, Of(column.Type), nullable: true);

    /// <summary>The type of a canonical column.</summary>
    public static IArrowType Of(ColumnType type) => type switch
    {
        ColumnType.Category or ColumnType.Text or ColumnType.Set => StringType.Default,
        ColumnType.Vector => new ListType(new Field("item", FloatType.Default, nullable: true)),
        ColumnType.Image => BinaryType.Default,
        _ => DoubleType.Default,
    };

    public static bool IsList(IArrowType type) =>
        type.TypeId is ArrowTypeId.List or ArrowTypeId.LargeList or ArrowTypeId.FixedSizeList;

    public static bool IsBytes(IArrowType type) =>
        type.TypeId is ArrowTypeId.Binary or ArrowTypeId.LargeBinary or ArrowTypeId.FixedSizedBinary or ArrowTypeId.BinaryView;

    /// <summary>The type of a list's items.</summary>
    public static IArrowType Item(IArrowType list) => list switch
    {
        ListType type => type.ValueDataType,
        LargeListType type => type.ValueDataType,
        FixedSizeListType type => type.ValueDataType,
        _ => throw new ArgumentException($"{list.Name} is no list.", nameof(list)),
    };

    /// <summary>A type in words, as in "holds dates".</summary>
    public static string Describe(IArrowType type) => type.TypeId switch
    {
        ArrowTypeId.Boolean => "true and false",
        ArrowTypeId.Date32 or ArrowTypeId.Date64 => "dates",
        ArrowTypeId.Timestamp => "timestamps",
        ArrowTypeId.List or ArrowTypeId.LargeList or ArrowTypeId.FixedSizeList or ArrowTypeId.ListView => "lists",
        ArrowTypeId.Struct => "structs",
        ArrowTypeId.Map => "maps",
        _ when IsBytes(type) => "bytes",
        _ when CellText.IsText(type) => "text",
        _ => $"values of type {type.Name}",
    };
}
