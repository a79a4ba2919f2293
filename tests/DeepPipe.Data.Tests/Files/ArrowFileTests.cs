using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using static DeepPipe.Data.Tests.Tables;

namespace DeepPipe.Data.Tests;

public class ArrowFileTests
{
    [Fact]
    public void A_stream_reads_like_a_file()
    {
        using var folder = new TemporaryFolder();
        var batch = Batch(("a", Doubles(1, null)), ("b", Strings("x", null)));
        using (var stream = File.Create(folder.Of("t.arrow")))
        using (var writer = new ArrowStreamWriter(stream, batch.Schema))
        {
            writer.WriteRecordBatch(batch);
            writer.WriteEnd();
        }
        Assert.Equal(["1|x", "-|-"], Read(folder.Of("t.arrow"), [Number("a"), Category("b")]));
    }

    [Fact]
    public void A_stream_that_was_cut_off_is_refused()
    {
        using var folder = new TemporaryFolder();
        var batch = Batch(("a", Doubles([.. Enumerable.Range(0, 5000).Select(row => (double?)row)])));
        using var bytes = new MemoryStream();
        using (var writer = new ArrowStreamWriter(bytes, batch.Schema, leaveOpen: true))
            writer.WriteRecordBatch(batch);
        foreach (var length in new[] { 10, (int)bytes.Length / 2, (int)bytes.Length - 20 })
        {
            var path = folder.Write("t.arrow", bytes.ToArray()[..length]);
            Assert.StartsWith($"{path}: is not a whole Arrow file (", Complaint(path, [Number("a")]), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Texts_of_every_layout_are_the_same_text()
    {
        using var folder = new TemporaryFolder();
        var dictionary = new DictionaryArray(
            new DictionaryType(Int8Type.Default, StringType.Default, false), new Int8Array.Builder().Append(1).Append(0).AppendNull().Build(), Strings("x", "yy"));
        var view = new StringViewArray.Builder().Append("yy").Append("x").AppendNull().Build();
        var large = new LargeStringArray(new ArrayData(LargeStringType.Default, 3, 1, 0,
            [new ArrowBuffer(new byte[] { 0b011 }), new ArrowBuffer.Builder<long>().AppendRange([0L, 2, 3, 3]).Build(), new ArrowBuffer("yyx"u8.ToArray())]));
        var batch = Batch(("dictionary", dictionary), ("view", view), ("large", large));
        using (var stream = File.Create(folder.Of("t.arrow")))
        using (var writer = new ArrowStreamWriter(stream, batch.Schema))
        {
            writer.WriteRecordBatch(batch);
            writer.WriteEnd();
        }

        string[] expected = ["yy|yy|yy", "x|x|x", "-|-|-"];
        Assert.Equal(expected, Read(folder.Of("t.arrow"), [Category("dictionary"), Category("view"), Category("large")]));
        Assert.Equal(expected, Read(folder.Of("t.arrow"), []));
        foreach (var name in new[] { "o.csv", "o.arrow", "o.parquet" })
        {
            using var table = TableFiles.Open(folder.Of("t.arrow"), [], []);
            Assert.Equal(expected, Read(Write(folder.Of(name), [.. table.Read(default)]), []));
        }
    }
}
