using System.Text;
using CsCheck;
using static DeepPipe.Data.Tests.Datasets;

namespace DeepPipe.Data.Tests;

public sealed class IdxFileTests : IDisposable
{
    private const string Images = "train-images-idx3-ubyte", Labels = "train-labels-idx1-ubyte";
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Images_are_binary_pgm_files_and_labels_the_text_of_their_numbers()
    {
        Write([3, 2, 2], "abcdefghijkl"u8, [7, 0, 12]);
        var dataset = Open();
        Assert.Equal("image:image label:category", Types(dataset));
        Assert.Equal(["P5\n2 2\n255\nabcd|7", "P5\n2 2\n255\nefgh|0", "P5\n2 2\n255\nijkl|12"], Read(dataset, "image", "label"));
        Assert.Equal(["7", "0", "12"], Read(dataset, "label"));
        Assert.Equal([folder.Of(Images), folder.Of(Labels)], dataset.Files);
    }

    [Fact]
    public void What_is_written_reads_the_same_packed_or_not() => Gen.Select(Gen.Int[1, 20], Gen.Int[1, 5], Gen.Int[1, 5], Gen.Bool.Select(isColour => isColour ? 3 : 1), Gen.Bool)
        .SelectMany(shape => Gen.Select(Gen.Byte.Array[shape.Item1 * shape.Item2 * shape.Item3 * shape.Item4], Gen.Byte.Array[shape.Item1])
            .Select(values => (Shape: shape, Pixels: values.Item1, Labels: values.Item2)))
        .Sample(file =>
        {
            var (count, height, width, channels, isPacked) = file.Shape;
            var images = IdxFiles.Bytes(channels == 1 ? [count, height, width] : [count, height, width, channels], file.Pixels);
            var labels = IdxFiles.Bytes([count], file.Labels);
            folder.Write(Images, isPacked ? IdxFiles.Gzip(images) : images);
            folder.Write(Labels, isPacked ? labels : IdxFiles.Gzip(labels));
            var size = height * width * channels;
            var expected = Enumerable.Range(0, count).Select(row =>
                $"{(channels == 3 ? "P6" : "P5")}\n{width} {height}\n255\n{Encoding.Latin1.GetString(file.Pixels, row * size, size)}|{file.Labels[row]}");
            Assert.Equal(expected, Read(Open(), "image", "label"));
        }, iter: 40, threads: 1);

    [Fact]
    public void Labels_may_have_names()
    {
        Write([2, 1, 1], [1, 2], [1, 0]);
        Assert.Equal(["boot", "shirt"], Read(Open(new() { Path = folder.Of(Images), Names = ["shirt", "boot"] }), "label"));
        Assert.Equal($"{folder.Of(Labels)}: row 1: the label is 1, and data.source.names has 1 names, for 0 to 0.",
            Complaint(() => Open(new() { Path = folder.Of(Images), Names = ["shirt"] })));
    }

    [Fact]
    public void Each_file_of_a_split_has_its_labels_beside_it()
    {
        Write([2, 1, 1], [1, 2], [3, 4]);
        folder.Write("t10k-images-idx3-ubyte.gz", IdxFiles.Gzip(IdxFiles.Bytes([1, 1, 1], 9)));
        folder.Write("t10k-labels-idx1-ubyte.gz", IdxFiles.Gzip(IdxFiles.Bytes([1], 5)));
        var dataset = Dataset.Open(new DataConfig
        {
            Source = new IdxSourceConfig { Path = folder.Of(Images) },
            Split = new FilesSplitConfig { ValidationFraction = 0.5, Test = folder.Of("t10k-images-idx3-ubyte.gz"), StratifyBy = "label" },
        }, 1);
        Assert.Equal(["3", "4", "5"], Read(dataset, "label"));
        Assert.Equal((1, 1, 1), (dataset.RowCount(Part.Train), dataset.RowCount(Part.Validation), dataset.RowCount(Part.Test)));
        Assert.Equal(4, dataset.Files.Count);
    }

    [Fact]
    public void Labels_may_lie_elsewhere()
    {
        var images = folder.Write("pictures", IdxFiles.Bytes([1, 1, 1], 9));
        var labels = folder.Write("far/answers", IdxFiles.Bytes([1], 5));
        Assert.Equal(["5"], Read(Open(new() { Path = images, Labels = labels }), "label"));
        Assert.Equal($"{images}: the name tells no file of labels. Expected a name such as train-images-idx3-ubyte.gz, or data.source.labels.",
            Complaint(() => Open(new() { Path = images })));
        folder.Write("far/more", [1]);
        Assert.Equal($"{images}: 1 files of images, and 2 of labels (data.source.labels). Expected as many.",
            Complaint(() => Open(new() { Path = images, Labels = folder.Of("far/*") })));
    }

    [Fact]
    public void Images_without_labels_are_refused()
    {
        folder.Write(Images, IdxFiles.Bytes([1, 1, 1], 9));
        Assert.Equal($"{folder.Of(Images)}: there is no file of labels {folder.Of(Labels)}. Name it in data.source.labels.", Complaint(() => Open()));
    }

    [Theory]
    [InlineData("504B0304", "is no IDX file: it begins with 504B0304. Expected 0000, a type and a number of dimensions.")]
    [InlineData("00", "is no IDX file: it begins with 00. Expected 0000, a type and a number of dimensions.")]
    [InlineData("00000D03", "holds IDX values of type 0x0D. Expected unsigned bytes, 0x08.")]
    [InlineData("00000805", "has 5 dimensions. Expected at most 4.")]
    [InlineData("000008030000", "ends within its header. Copy or download the file again.")]
    [InlineData("0000080100000002", "has the sizes 2. Expected images: count x height x width, or with 1 or 3 channels behind.")]
    [InlineData("0000080400000002000000010000000100000002", "has the sizes 2 x 1 x 1 x 2. Expected images: count x height x width, or with 1 or 3 channels behind.")]
    [InlineData("00000803000000020000000000000001", "has the sizes 2 x 0 x 1. Expected rows of at least one byte. Copy or download the file again.")]
    [InlineData("000008030000000100000001000000010909", "has bytes behind the last of the 1 rows that its header tells. Copy or download the file again.")]
    [InlineData("0000080300000001000000010000000209", "ends in row 1 of the 1 that its header tells. Copy or download the file again.")]
    public void Damage_is_told_in_one_sentence(string bytes, string told)
    {
        folder.Write(Labels, IdxFiles.Bytes([1], 0));
        folder.Write(Images, Convert.FromHexString(bytes));
        Assert.Equal($"{folder.Of(Images)}: {told}", Complaint(() => Read(Open(), "image")));
    }

    [Fact]
    public void A_count_of_labels_that_differs_is_refused()
    {
        Write([2, 1, 1], [1, 2], [1]);
        Assert.Equal($"{folder.Of(Labels)}: has 1 labels, and {folder.Of(Images)} has 2 images. Expected as many.", Complaint(() => Open()));
        folder.Write(Labels, IdxFiles.Bytes([2, 1], 1, 1));
        Assert.Equal($"{folder.Of(Labels)}: has 2 dimensions. Expected labels, which have 1.", Complaint(() => Open()));
    }

    [Fact]
    public void A_packed_file_that_is_cut_off_is_refused()
    {
        Write([3, 100, 100], [.. Enumerable.Range(0, 30_000).Select(place => (byte)(place * place >> 3))], [1, 2, 3]);
        var packed = IdxFiles.Gzip(File.ReadAllBytes(folder.Of(Images)));
        folder.Write(Images, packed[..(packed.Length / 2)]);
        Assert.StartsWith($"{folder.Of(Images)}: ", Complaint(() => Read(Open(), "image")), StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private void Write(int[] sizes, ReadOnlySpan<byte> pixels, byte[] labels)
    {
        folder.Write(Images, IdxFiles.Bytes(sizes, pixels.ToArray()));
        folder.Write(Labels, IdxFiles.Bytes([labels.Length], labels));
    }

    private Dataset Open(IdxSourceConfig? source = null) => Dataset.Open(
        new DataConfig { Source = source ?? new() { Path = folder.Of(Images) }, Split = new RandomSplitConfig { Validation = 0, Test = 0 } }, 1);
}
