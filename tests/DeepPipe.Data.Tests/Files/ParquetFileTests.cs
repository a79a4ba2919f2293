using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using static DeepPipe.Data.Tests.Datasets;
using static DeepPipe.Data.Tests.Tables;

namespace DeepPipe.Data.Tests;

public class ParquetFileTests
{
    private static readonly TimestampType Moment = new(TimeUnit.Microsecond, "UTC");

    private static RecordBatch Typed => Batch(
        ("small", new Int8Array.Builder().Append(-5).AppendNull().Append(7).Build()),
        ("wide", new Int64Array.Builder().Append(1L << 40).AppendNull().Append(-3).Build()),
        ("unsigned", new UInt32Array.Builder().Append(uint.MaxValue).AppendNull().Append(0).Build()),
        ("single", new FloatArray.Builder().Append(0.1f).AppendNull().Append(float.NaN).Build()),
        ("flag", new BooleanArray.Builder().Append(true).AppendNull().Append(false).Build()),
        ("price", new Decimal128Array.Builder(new Decimal128Type(10, 3)).Append(1.500m).AppendNull().Append(-20m).Build()),
        ("text", Strings("x", null, "")));

    [Theory]
    [InlineData("t.parquet")]
    [InlineData("t.arrow")]
    public void Every_numeric_type_becomes_numbers(string name)
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder.Of(name), Typed);
        using var table = TableFiles.Open(path, [Integer("small"), Integer("wide"), Number("unsigned"), Number("single"), Number("price")], []);
        using var batch = table.Read(default).Single();
        Assert.Equal([-5, double.NaN, 7], ((DoubleArray)batch.Column("small")).Values.ToArray());
        Assert.Equal([1099511627776, double.NaN, -3], ((DoubleArray)batch.Column("wide")).Values.ToArray());
        Assert.Equal([4294967295, double.NaN, 0], ((DoubleArray)batch.Column("unsigned")).Values.ToArray());
        Assert.Equal([0.1f, double.NaN, double.NaN], ((DoubleArray)batch.Column("single")).Values.ToArray());
        Assert.Equal(2, batch.Column("single").NullCount);
        Assert.Equal([1.5, double.NaN, -20], ((DoubleArray)batch.Column("price")).Values.ToArray());
    }

    [Theory]
    [InlineData("t.parquet")]
    [InlineData("t.arrow")]
    public void Every_type_with_a_text_becomes_categories(string name)
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder.Of(name), Typed);
        Assert.Equal(["-5|1099511627776|4294967295|0.1|true|1.5|x", "-|-|-|-|-|-|-", "7|-3|0|NaN|false|-20|-"],
            Read(path, [.. Typed.Schema.FieldsList.Select(field => Category(field.Name))]));
    }

    [Fact]
    public void Types_follow_from_the_file()
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder.Of("t.parquet"), Typed);
        var dataset = Dataset.Open(new DataConfig { Source = new ParquetSourceConfig { Path = path } }, 1);
        Assert.Equal("small:integer wide:integer unsigned:integer single:number flag:boolean price:number text:category", Types(dataset));
    }

    [Fact]
    public void Text_in_a_number_column_is_parsed_like_that_of_csv()
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder.Of("t.parquet"), Batch(("a", Strings("1.5", " 2 ", null, "?", "NaN"))));
        Assert.Equal(["1.5", "2", "-", "-", "-"], Read(path, [Number("a")], "?"));
        Assert.Equal($"{path}: row 4: column \"a\" is \"?\". Expected a number.", Complaint(path, [Number("a")]));
    }

    [Fact]
    public void An_infinity_is_refused_with_its_row()
    {
        using var folder = new TemporaryFolder();
        var values = Enumerable.Range(0, 100_000).Select(row => (double?)(row == 80_000 ? double.NegativeInfinity : row)).ToArray();
        var path = Write(folder.Of("t.parquet"), Batch(("a", Doubles(values))));
        Assert.Equal($"{path}: row 80001: column \"a\" is -infinity. Expected a finite number; leave the cell empty where the value is not known.",
            Complaint(path, [Number("a")]));
    }

    [Fact]
    public void Fractions_and_inexact_numbers_are_no_integers()
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder.Of("t.parquet"), Batch(("a", Doubles(1, 2.5)), ("b", new Int64Array.Builder().Append(1).Append((1L << 53) + 1).Build())));
        Assert.Equal(
            $"{path}: row 2: column \"a\" is 2.5. Expected a whole number; to accept fractions, declare the column as number.\n" +
            $"{path}: row 2: column \"b\" is 9007199254740992. Whole numbers beyond 9007199254740991 are not exact; declare the column as category if it is an identifier.",
            Complaint(path, [Integer("a"), Integer("b")]));
    }

    [Fact]
    public void Numbers_without_gaps_are_not_copied()
    {
        using var raw = Doubles([.. Enumerable.Range(0, 1000).Select(row => (double?)row)]);
        var cells = new Cells(Number("a"), 1, MissingWords.None, new BadCells("t", null));
        using var canonical = NumberColumn.Convert(raw, cells);
        Assert.True(Unsafe.AreSame(ref MemoryMarshal.GetReference(raw.Values), ref MemoryMarshal.GetReference(canonical.Values)));
    }

    [Fact]
    public void Dates_and_lists_of_numbers_are_read_and_structs_and_lists_of_text_refused_only_where_they_are_used()
    {
        using var folder = new TemporaryFolder();
        var lists = new ListArray.Builder(Int32Type.Default);
        var items = (Int32Array.Builder)lists.ValueBuilder;
        lists.Append();
        items.Append(1);
        lists.Append();
        var path = Write(folder.Of("t.parquet"), Batch(
            ("numbers", lists.Build()), ("tags", Lists(["x"], null)), ("a", Doubles(1, 2)),
            ("when", new TimestampArray.Builder(Moment).Append(new DateTimeOffset(2024, 2, 29, 12, 30, 0, 500, TimeSpan.Zero)).AppendNull().Build()),
            ("day", new Date32Array.Builder().Append(new DateTime(2024, 2, 29)).AppendNull().Build())));
        var config = new DataConfig { Source = new ParquetSourceConfig { Path = path }, Split = new RandomSplitConfig { Validation = 0, Test = 0 } };
        var dataset = Dataset.Open(config, 1);

        Assert.Equal("numbers:vector a:number when:datetime day:datetime", Types(dataset));
        Assert.Equal(["1|1709209800500000|1709164800000000", "2|-|-"], Read(dataset, "a", "when", "day"));
        Assert.Equal(
            $"{path}: column \"tags\" holds lists, which cannot be a feature or a target: drop the column, or declare it as set to use its members.",
            Datasets.Complaint(() => dataset.Read(["when", "a", "tags"], default)));

        Assert.Equal($"{path}: column \"tags\" holds lists. Expected text, numbers or true and false.", Tables.Complaint(path, [Category("tags")]));
        Assert.Equal($"{path}: column \"when\" holds timestamps. Expected numbers.", Tables.Complaint(path, [Number("when")]));
        Assert.Equal(["2024-02-29T12:30:00.5Z|2024-02-29", "-|-"],
            Read(Dataset.Open(config.With(("when", new CategoryColumnConfig()), ("day", new CategoryColumnConfig())), 1), "when", "day"));

        using var table = TableFiles.Open(path, [Number("a")], []);
        var copy = Write(folder.Of("copy.parquet"), [.. table.Read(default)]);
        using var again = TableFiles.Open(copy, [], []);
        Assert.Equal(["list", "list", "double", "timestamp", "date32"], again.Schema.FieldsList.Select(field => field.DataType.Name));
    }

    [Fact]
    public void A_file_shorter_than_its_footer_is_refused_with_the_reason_whole()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.parquet", "hello");
        Assert.Equal(
            $"{path}: is not a whole Parquet file (Invalid: Parquet file size is 5 bytes, smaller than the minimum file footer (8 bytes)). "
            + "Copy or write the file again.", Complaint(path, [Number("a")]));
    }

    [Fact]
    public void A_flag_is_no_number()
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder.Of("t.parquet"), Typed);
        Assert.Equal($"{path}: column \"flag\" holds true and false. Expected numbers.", Complaint(path, [Number("flag")]));
    }

    [Theory]
    [InlineData("t.parquet", "Parquet")]
    [InlineData("t.arrow", "Arrow")]
    public void A_truncated_or_foreign_file_is_refused_in_one_sentence(string name, string format)
    {
        using var folder = new TemporaryFolder();
        var bytes = File.ReadAllBytes(Write(folder.Of(name), Batch(("a", Doubles([.. Enumerable.Range(0, 5000).Select(row => (double?)row)])))));
        byte[][] broken = [[], [1], bytes[..(bytes.Length / 2)], bytes[..^1], "a,b\n1,2\n"u8.ToArray()];
        foreach (var content in broken)
        {
            var path = folder.Write(name, content);
            var complaint = Complaint(path, [Number("a")]);
            Assert.StartsWith($"{path}: is not a whole {format} file (", complaint, StringComparison.Ordinal);
            Assert.EndsWith("). Copy or write the file again.", complaint, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', complaint);
        }
    }

    [Fact]
    public void A_name_that_is_there_twice_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder.Of("t.parquet"), Batch(("a", Doubles(1)), ("b", Doubles(1)), ("a", Doubles(2))));
        Assert.Equal($"{path}: column \"a\" is there twice, as column 1 and column 3. Rename one of them.", Complaint(path, [Number("b")]));
    }
}
