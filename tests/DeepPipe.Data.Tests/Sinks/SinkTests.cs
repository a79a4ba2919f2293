using Apache.Arrow;
using Apache.Arrow.Types;
using DeepPipe.Statistics;
using static DeepPipe.Data.Tests.Tables;

namespace DeepPipe.Data.Tests;

public class SinkTests
{
    private static RecordBatch Small => Batch(("a", Doubles(1.5, null)), ("b", Strings("x", null)));

    [Theory]
    [InlineData("t.csv")]
    [InlineData("t.csv.gz")]
    [InlineData("t.parquet")]
    [InlineData("t.arrow")]
    public void A_sink_that_is_not_completed_leaves_nothing(string name)
    {
        using var folder = new TemporaryFolder();
        using (var sink = TableFiles.Create(folder.Of(name), Small.Schema, false))
        {
            sink.Write(Small);
            Assert.False(File.Exists(folder.Of(name)));
        }
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("t.csv")]
    [InlineData("t.parquet")]
    [InlineData("t.arrow")]
    public void An_output_that_exists_is_refused_and_kept_unless_forced(string name)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write(name, "old");
        Assert.Equal($"{path}: exists already. Give another name, or replace it with --force.",
            Assert.Throws<MissingSourceException>(() => TableFiles.Create(path, Small.Schema, false)).Message);
        TableFiles.Create(path, Small.Schema, true).Dispose();
        Assert.Equal("old", File.ReadAllText(path));
        Write(path, Small);
        Assert.Equal(["1.5|x", "-|-"], Read(path, [Number("a"), Category("b")]));
        Assert.Single(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Of("no/t.csv");
        Assert.Equal($"{path}: the folder {folder.Of("no")} does not exist. Create it first.",
            Assert.Throws<MissingSourceException>(() => TableFiles.Create(path, Small.Schema, false)).Message);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_an_error_of_the_disk()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "needs a user whom the mode of a folder binds");
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Of("locked"));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.Of("locked"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var path = folder.Of("locked/t.csv");
        Assert.Equal($"{path}: the folder {folder.Of("locked")} cannot be written.",
            Assert.ThrowsAny<IOException>(() => TableFiles.Create(path, Small.Schema, false)).Message);
    }

    [Fact]
    public void Csv_is_quoted_only_where_needed()
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder.Of("t.csv"), Batch(
            ("te,xt", Strings("plain", "a,b", "say \"hi\"", "two\nlines", " blank ", null)),
            ("number", Doubles(1, -0.1, 1e21, 5e-324, null, 0.30000000000000004)),
            ("flag", new BooleanArray.Builder().Append(true).Append(false).AppendNull().AppendRange([true, true, false]).Build())));
        Assert.Equal("\"te,xt\",number,flag\nplain,1,true\n\"a,b\",-0.1,false\n\"say \"\"hi\"\"\",1E+21,\n\"two\nlines\",5E-324,true\n blank ,,true\n,0.30000000000000004,false\n",
            File.ReadAllText(path));
    }

    [Fact]
    public void Csv_refuses_cells_without_a_text_before_any_work()
    {
        using var folder = new TemporaryFolder();
        var schema = new Schema([new Field("tags", new ListType(Int32Type.Default), true)], null);
        Assert.Equal($"{folder.Of("t.csv")}: column \"tags\" holds lists, which CSV cannot. Write to .parquet or .arrow.",
            Assert.Throws<DataException>(() => TableFiles.Create(folder.Of("t.csv"), schema, false)).Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("csv.gz")]
    [InlineData("parquet")]
    [InlineData("arrow")]
    public void A_full_disk_is_an_error_of_the_disk_and_leaves_nothing(string format)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full");
        using var folder = new TemporaryFolder();
        var random = new SplitMix(1);
        var batch = Batch(("a", Doubles([.. Enumerable.Range(0, 50_000).Select(_ => (double?)BitConverter.UInt64BitsToDouble(random.Next() >> 2))])));
        var error = Assert.ThrowsAny<IOException>(() =>
        {
            var output = new OutputFile(folder.Of($"t.{format}"), false, _ => new FileStream("/dev/full", FileMode.Open, FileAccess.Write));
            using ITableSink sink = format switch
            {
                "parquet" => new ParquetSink(output, batch.Schema),
                "arrow" => new ArrowSink(output, batch.Schema),
                _ => new CsvSink(output, batch.Schema, ','),
            };
            for (var part = 0; part < 20; part++)
                sink.Write(batch);
            sink.Complete();
        });
        Assert.Contains("No space left on device", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }
}
