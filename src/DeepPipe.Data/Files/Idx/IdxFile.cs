using System.Globalization;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace DeepPipe.Data;

/// <summary>
/// Images of an IDX file with the labels of another. An image is the bytes of a binary PGM file, of a PPM file where there are three
/// channels, which come last.
/// </summary>
internal sealed class IdxFile : ITableFile
{
    private const int ImageField = 0;
    private readonly byte[] header;
    private readonly byte[][] labels;
    private readonly int imageBytes;

    public IdxFile(string path, string labelsPath, IReadOnlyList<string>? names)
    {
        Path = path;
        using var content = IdxContent.Open(path);
        var sizes = content.Sizes;
        if (sizes is not ([_, _, _] or [_, _, _, 1 or 3]))
            throw new DataException($"{path}: has the sizes {string.Join(" x ", sizes)}. " +
                "Expected images: count x height x width, or with 1 or 3 channels behind.");
        header = Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{(sizes is [.., 3] and [_, _, _, _] ? "P6" : "P5")}\n{sizes[2]} {sizes[1]}\n255\n"));
        imageBytes = sizes.Skip(1).Aggregate(1, (product, size) => product * size);
        labels = IdxLabels.Read(labelsPath, path, sizes[0], names);
        Schema = new Schema(
            [new Field(SourceColumns.Image, BinaryType.Default, nullable: true), new Field(SourceColumns.Label, StringType.Default, nullable: true)], null);
    }

    public string Path { get; }

    public Schema Schema { get; }

    public IEnumerable<RecordBatch> Read(IReadOnlyList<int> fields)
    {
        var schema = new Schema(fields.Select(Schema.GetFieldByIndex), null);
        using var content = fields.Contains(ImageField) ? IdxContent.Open(Path) : null;
        var batchRows = (int)Math.Clamp(ImagePaths.BatchBytes / (header.Length + imageBytes), 1, TableFile.BatchRows);
        for (var start = 0; start < labels.Length; start += batchRows)
        {
            var count = Math.Min(batchRows, labels.Length - start);
            var columns = fields.Select(field => field == ImageField ? Images(content!, start, count) : Labels(start, count)).ToList();
            yield return new RecordBatch(schema, columns, count);
        }
        content?.RequireEnd();
    }

    public void Dispose()
    {
    }

    private IArrowArray Images(IdxContent content, int start, int count)
    {
        var length = header.Length + imageBytes;
        var bytes = GC.AllocateUninitializedArray<byte>(checked(count * length));
        var offsets = new ArrowBuffer.Builder<int>(count + 1).Append(0);
        for (var row = 0; row < count; row++)
        {
            header.CopyTo(bytes, row * length);
            content.Read(bytes.AsSpan((row * length) + header.Length, imageBytes), start + row + 1);
            offsets.Append((row + 1) * length);
        }
        return new BinaryArray(BinaryType.Default, count, offsets.Build(), new ArrowBuffer(bytes), ArrowBuffer.Empty);
    }

    private IArrowArray Labels(int start, int count)
    {
        var texts = new StringArray.Builder().Reserve(count);
        foreach (var label in labels.AsSpan(start, count))
            texts.Append(label.AsSpan());
        return texts.Build();
    }
}
