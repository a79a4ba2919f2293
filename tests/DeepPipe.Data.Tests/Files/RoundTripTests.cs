using Apache.Arrow;
using CsCheck;
using static DeepPipe.Data.Tests.Tables;

namespace DeepPipe.Data.Tests;

public class RoundTripTests
{
    private static readonly string[] OddTexts = ["NA", "?", "null", "NaN", "001", "true", " lead", "trail ", "\"", "\r\n", "😀", " "];

    private static readonly Gen<double?> Numbers = Gen.OneOf(
        Gen.Double.Where(double.IsFinite).Select(value => (double?)value), Gen.Int.Select(value => (double?)value), Gen.Const((double?)null));

    private static readonly Gen<double?> Integers = Gen.OneOf(
        Gen.Long[-(1L << 53) + 1, (1L << 53) - 1].Select(value => (double?)value), Gen.Const((double?)null));

    private static readonly Gen<string?> Texts = Gen.OneOf(
        Gen.String[Gen.Char["ab ,;\"\n\r\t'|\\#äßıİ€x01"], 1, 8].Select(text => (string?)text), Gen.Const((string?)null),
        Gen.Int[0, OddTexts.Length - 1].Select(index => (string?)OddTexts[index]));

    private static readonly Gen<RecordBatch> RandomTables =
        Gen.Select(Numbers, Integers, Texts, Texts).Array[1, 60].Select(rows => Batch(
            ("number", Doubles([.. rows.Select(row => row.Item1)])), ("whole", Doubles([.. rows.Select(row => row.Item2)])),
            ("te\"x,t", Strings([.. rows.Select(row => row.Item3)])), ("Number", Strings([.. rows.Select(row => row.Item4)]))));

    private static readonly Column[] Columns = [Number("number"), Integer("whole"), Category("te\"x,t"), Category("Number")];

    [Theory]
    [InlineData("t.csv")]
    [InlineData("t.csv.gz")]
    [InlineData("t.tsv")]
    [InlineData("t.parquet")]
    [InlineData("t.arrow")]
    public void Write_then_read_is_identity(string name)
    {
        using var folder = new TemporaryFolder();
        RandomTables.Sample(table =>
        {
            var path = Write(folder.Of(name), table);
            using var read = TableFiles.Open(path, Columns, []);
            var batch = Assert.Single(read.Read(CancellationToken.None));
            AssertSame(table, batch);
            batch.Dispose();
        }, iter: 60, threads: 1);
    }

    [Theory]
    [InlineData("t.csv")]
    [InlineData("t.parquet")]
    [InlineData("t.arrow")]
    public void A_single_column_of_gaps_keeps_its_rows(string name)
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder.Of(name), Batch(("only", Strings(null, "a", null, null))));
        Assert.Equal(["-", "a", "-", "-"], Tables.Read(path, [Category("only")]));
    }

    [Theory]
    [InlineData("t.csv")]
    [InlineData("t.csv.gz")]
    [InlineData("t.parquet")]
    [InlineData("t.arrow")]
    public void Order_and_count_are_kept_over_many_batches(string name)
    {
        using var folder = new TemporaryFolder();
        const int batchRows = 50_000;
        RecordBatch Part(int part) => Batch(("row", Doubles([.. Enumerable.Range(part * batchRows, batchRows).Select(row => (double?)row)])),
            ("text", Strings([.. Enumerable.Range(part * batchRows, batchRows).Select(row => row % 3 == 0 ? null : $"v\n{row}")])));
        var path = Write(folder.Of(name), Part(0), Part(1), Part(2), Part(3));

        using var table = TableFiles.Open(path, [Integer("row"), Category("text")], []);
        var next = 0;
        foreach (var batch in table.Read(CancellationToken.None))
        {
            Assert.InRange(batch.Length, 1, 65_536);
            var rows = (DoubleArray)batch.Column(0);
            var texts = (StringArray)batch.Column(1);
            for (var row = 0; row < batch.Length; row++, next++)
            {
                Assert.Equal(next, rows.GetValue(row));
                Assert.Equal(next % 3 == 0 ? null : $"v\n{next}", texts.GetString(row));
            }
            batch.Dispose();
        }
        Assert.Equal(4 * batchRows, next);
    }

    [Fact]
    public void Batches_of_any_size_are_cut_to_the_limit()
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder.Of("t.arrow"), Batch(
            ("row", Doubles([.. Enumerable.Range(0, 150_000).Select(row => (double?)row)])),
            ("text", Strings([.. Enumerable.Range(0, 150_000).Select(row => $"t{row}")]))));
        using var table = TableFiles.Open(path, [Number("row"), Category("text")], []);
        var next = 0;
        foreach (var batch in table.Read(CancellationToken.None))
        {
            Assert.Equal(0, batch.Column(0).Offset);
            Assert.Equal(0, batch.Column(1).Offset);
            Assert.InRange(batch.Length, 1, 65_536);
            for (var row = 0; row < batch.Length; row++, next++)
            {
                Assert.Equal(next, ((DoubleArray)batch.Column(0)).GetValue(row));
                Assert.Equal($"t{next}", ((StringArray)batch.Column(1)).GetString(row));
            }
            batch.Dispose();
        }
        Assert.Equal(150_000, next);
    }

    private static void AssertSame(RecordBatch expected, RecordBatch actual)
    {
        for (var column = 0; column < 4; column++)
        {
            Assert.Equal(0, actual.Column(column).Offset);
            for (var row = 0; row < expected.Length; row++)
            {
                if (column >= 2)
                    Assert.Equal(((StringArray)expected.Column(column)).GetString(row), ((StringArray)actual.Column(column)).GetString(row));
                else
                    AssertSame(((DoubleArray)expected.Column(column)).GetValue(row), (DoubleArray)actual.Column(column), row);
            }
        }
    }

    private static void AssertSame(double? expected, DoubleArray actual, int row)
    {
        Assert.Equal(expected, actual.GetValue(row));
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected ?? double.NaN), BitConverter.DoubleToInt64Bits(actual.Values[row]));
    }
}
