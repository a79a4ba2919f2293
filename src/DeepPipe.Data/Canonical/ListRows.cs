using Apache.Arrow;

namespace DeepPipe.Data;

/// <summary>Where the items of each row of a list column lie, whatever its layout.</summary>
internal readonly struct ListRows
{
    private readonly IArrowArray lists;

    public ListRows(IArrowArray lists)
    {
        this.lists = lists;
        Items = lists switch
        {
            ListArray array => array.Values,
            LargeListArray array => array.Values,
            FixedSizeListArray array => array.Values,
            _ => throw new ArgumentException($"{lists.Data.DataType.Name} is no list.", nameof(lists)),
        };
    }

    /// <summary>The items of all rows.</summary>
    public IArrowArray Items { get; }

    /// <summary>The first item of a row and how many it has; null where the row is.</summary>
    public (int First, int Count)? this[int row]
    {
        get
        {
            if (lists.IsNull(row))
                return null;
            if (lists is ListArray list)
                return (list.ValueOffsets[row], list.ValueOffsets[row + 1] - list.ValueOffsets[row]);
            if (lists is LargeListArray large)
                return (checked((int)large.ValueOffsets[row]), (int)(large.ValueOffsets[row + 1] - large.ValueOffsets[row]));
            var width = ((Apache.Arrow.Types.FixedSizeListType)lists.Data.DataType).ListSize;
            return ((lists.Offset + row) * width, width);
        }
    }
}
