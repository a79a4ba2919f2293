using Apache.Arrow;
using static DeepPipe.Data.Tests.Tables;

namespace DeepPipe.Data.Tests;

public class TableFilesTests
{
    [Fact]
    public void An_unknown_extension_is_refused_with_those_known()
    {
        using var folder = new TemporaryFolder();
        const string allowed = "Allowed: .csv, .csv.gz, .tsv, .tsv.gz, .parquet, .arrow, .feather.";
        var path = folder.Of("t.xlsx");
        Assert.Equal($"{path}: the extension does not name a table format. {allowed}",
            Assert.Throws<MissingSourceException>(() => TableFiles.Open(path, [], [])).Message);
        Assert.Equal($"{path}: the extension does not name a table format. {allowed}",
            Assert.Throws<MissingSourceException>(() => TableFiles.Create(path, Batch(("a", Doubles(1))).Schema, false)).Message);
    }

    [Theory]
    [InlineData("t.csv")]
    [InlineData("t.parquet")]
    [InlineData("t.arrow")]
    public void A_file_that_is_not_there_is_a_missing_source(string name)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal($"{folder.Of(name)}: the file does not exist.",
            Assert.Throws<MissingSourceException>(() => TableFiles.Open(folder.Of(name), [], [])).Message);
        Directory.CreateDirectory(folder.Of(name));
        Assert.Equal($"{folder.Of(name)}: is a folder. Give a file.",
            Assert.Throws<MissingSourceException>(() => TableFiles.Open(folder.Of(name), [], [])).Message);
    }

    [Theory]
    [InlineData("t.csv")]
    [InlineData("t.parquet")]
    [InlineData("t.arrow")]
    public void Extra_columns_pass_and_the_order_is_the_files(string name)
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder.Of(name), Batch(("extra", Strings("001", null)), ("b", Strings("x", "?")), ("a", Doubles(1.5, null)), ("more", Doubles(7, 8))));
        using var table = TableFiles.Open(path, [Number("a"), Category("b")], ["?"]);
        Assert.Equal(["extra", "b", "a", "more"], table.Schema.FieldsList.Select(field => field.Name));
        Assert.Equal(["001|x|1.5|7", "-|-|-|8"], Rows(table.Read(default)).Select(row => string.Join('|', row.Select(cell => cell ?? "-"))));
        Assert.Equal(2, Rows(table.Read(default)).Count);
    }

    [Theory]
    [InlineData("t.csv")]
    [InlineData("t.parquet")]
    [InlineData("t.arrow")]
    public void A_table_without_rows_reads_as_none(string name)
    {
        using var folder = new TemporaryFolder();
        using (var sink = TableFiles.Create(folder.Of(name), Batch(("a", Doubles(1)), ("b", Strings("x"))).Schema, false))
            sink.Complete();
        Assert.Empty(Read(folder.Of(name), [Number("a"), Category("b")]));
    }

    [Theory]
    [InlineData("t.csv")]
    [InlineData("t.parquet")]
    [InlineData("t.arrow")]
    public void Reading_can_be_left_early_and_cancelled(string name)
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder.Of(name), Batch(("a", Doubles([.. Enumerable.Range(0, 200_000).Select(row => (double?)row)]))));
        using var table = TableFiles.Open(path, [Number("a")], []);
        Assert.Equal(65_536, table.Read(default).First().Length);
        using var cancel = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (var batch in table.Read(cancel.Token))
                cancel.Cancel();
        });
    }

    [Theory]
    [InlineData("t.parquet")]
    [InlineData("t.arrow")]
    public void A_batch_outlives_the_table(string name)
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder.Of(name), Batch(("a", Doubles([.. Enumerable.Range(0, 100_000).Select(row => (double?)row)])),
            ("b", Strings([.. Enumerable.Range(0, 100_000).Select(row => $"{row}")]))));
        List<RecordBatch> batches;
        using (var table = TableFiles.Open(path, [Number("a"), Category("b")], []))
            batches = [.. table.Read(default)];
        Assert.Equal(100_000, batches.Sum(batch => batch.Length));
        Assert.Equal(65_536.0, ((DoubleArray)batches[1].Column(0)).GetValue(0));
        Assert.Equal("65536", ((StringArray)batches[1].Column(1)).GetString(0));
        batches.ForEach(batch => batch.Dispose());
    }
}
