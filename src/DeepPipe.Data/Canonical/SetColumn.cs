using Apache.Arrow;
using Apache.Arrow.Types;

namespace DeepPipe.Data;

/// <summary>Sets as texts of their members: null where missing or without a member, never empty.</summary>
internal static class SetColumn
{
    /// <summary>Whether a column of this type can be read as sets.</summary>
    public static bool Accepts(IArrowType type) => ArrowTypes.IsList(type) ? CellText.Accepts(ArrowTypes.Item(type)) : CellText.Accepts(type);

    /// <summary>The column in canonical form; the members of a list are joined, those that are null or empty left out.</summary>
    public static StringArray Convert(IArrowArray raw, Cells cells)
    {
        if (!ArrowTypes.IsList(raw.Data.DataType))
            return TextColumn.Convert(raw, cells.Missing);
        var lists = new ListRows(raw);
        var read = CellText.Reader(lists.Items);
        var texts = new StringArray.Builder();
        for (var row = 0; row < raw.Length; row++)
        {
            var members = lists[row] is var (first, count)
                ? Enumerable.Range(first, count).Select(read).Where(member => !string.IsNullOrEmpty(member)).ToList()
                : [];
            if (members.Find(member => member!.Contains(cells.Column.Separator, StringComparison.Ordinal)) is { } bad)
                cells.Bad.AddSeparator(cells.FirstRow + row, cells.Column, bad);
            texts.Append(members.Count == 0 ? null : string.Join(cells.Column.Separator, members));
        }
        return texts.Build();
    }
}
