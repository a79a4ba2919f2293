using Apache.Arrow;
using Apache.Arrow.Types;

namespace DeepPipe.Data;

/// <summary>What the files of a folder of classes hold.</summary>
/// <param name="Column">The name of their column.</param>
/// <param name="Type">Its type.</param>
/// <param name="Extensions">The ends of their names, in lower case.</param>
/// <param name="Encoding">Of texts: how their bytes are letters; null of images.</param>
internal sealed record FolderContent(string Column, IArrowType Type, IReadOnlyList<string> Extensions, TextEncoding? Encoding)
{
    public static FolderContent Images { get; } =
        new(SourceColumns.Image, BinaryType.Default, [".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif"], null);

    public static FolderContent Texts(TextEncoding encoding) => new(SourceColumns.Text, StringType.Default, [".txt"], encoding);

    /// <summary>The cell of a file: its bytes, of texts in UTF-8.</summary>
    /// <exception cref="DataException">The text is not of the encoding, or an image is empty.</exception>
    public byte[] Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        return Encoding is { } encoding
            ? Letters.Utf8(Letters.WithoutMark(bytes, encoding), encoding) ?? throw Letters.NotUtf8(path, "the text")
            : bytes.Length > 0 ? bytes : throw new DataException($"{path}: is empty. Remove it, or copy the image again.");
    }

    /// <summary>A column of cells.</summary>
    public IArrowArray Array(IReadOnlyList<byte[]> cells)
    {
        var bytes = new BinaryArray.Builder();
        foreach (var cell in cells)
            bytes.Append(cell.AsSpan());
        var column = bytes.Build();
        return Encoding is null ? column
            : new StringArray(cells.Count, column.ValueOffsetsBuffer, column.ValueBuffer, ArrowBuffer.Empty);
    }
}
