using Apache.Arrow;
using Apache.Arrow.Arrays;
using Apache.Arrow.Types;

namespace DeepPipe.Data;

/// <summary>Images as the bytes of their files: null where missing, never empty.</summary>
internal static class ImageColumn
{
    /// <summary>Whether a column of this type can be read as images.</summary>
    public static bool Accepts(IArrowType type) => ArrowTypes.IsBytes(type) || CellText.IsText(type) || type.TypeId == ArrowTypeId.Null;

    /// <summary>The column in canonical form, with its own hold on the memory. Binary columns without empty cells keep their buffers.</summary>
    public static BinaryArray Convert(IArrowArray raw, Cells cells) => raw switch
    {
        StringArray or StringViewArray or LargeStringArray or DictionaryArray or NullArray => Files(raw, cells),
        BinaryArray { Offset: 0 } bytes when HasNoEmpty(bytes) => new BinaryArray(bytes.Data.Retain()),
        BinaryArray bytes => Copy(raw.Length, row => bytes.IsNull(row) ? default : bytes.GetBytes(row)),
        LargeBinaryArray bytes => Copy(raw.Length, row => bytes.IsNull(row) ? default : bytes.GetBytes(row)),
        BinaryViewArray bytes => Copy(raw.Length, row => bytes.IsNull(row) ? default : bytes.GetBytes(row)),
        _ => Copy(raw.Length, row => raw.IsNull(row) ? default : ((FixedSizeBinaryArray)raw).GetBytes(row)),
    };

    private delegate ReadOnlySpan<byte> Cell(int row);

    private static bool HasNoEmpty(BinaryArray bytes)
    {
        var offsets = bytes.ValueOffsets;
        for (var row = 0; row < bytes.Length; row++)
        {
            if (offsets[row] == offsets[row + 1] && bytes.IsValid(row))
                return false;
        }
        return true;
    }

    private static BinaryArray Copy(int rowCount, Cell cell)
    {
        var copy = new BinaryArray.Builder();
        for (var row = 0; row < rowCount; row++)
        {
            var bytes = cell(row);
            if (bytes.IsEmpty)
                copy.AppendNull();
            else
                copy.Append(bytes);
        }
        return copy.Build();
    }

    private static BinaryArray Files(IArrowArray paths, Cells cells)
    {
        var read = CellText.Reader(paths);
        var images = new BinaryArray.Builder();
        for (var row = 0; row < paths.Length; row++)
        {
            if (read(row) is not { } path || cells.Missing.IsMissing(System.Text.Encoding.UTF8.GetBytes(path)))
            {
                images.AppendNull();
                continue;
            }
            if (ImagePaths.Read(cells.Bad.Path, path, out var reason) is { } bytes)
            {
                images.Append(bytes.AsSpan());
                continue;
            }
            images.AppendNull();
            cells.Bad.AddImage(cells.FirstRow + row, cells.Name, path, reason);
        }
        return images.Build();
    }
}
