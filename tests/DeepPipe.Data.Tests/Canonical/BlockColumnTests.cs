using System.Globalization;
using Apache.Arrow;
using CsCheck;
using DeepPipe.Statistics;
using static DeepPipe.Data.Tests.Tables;

namespace DeepPipe.Data.Tests;

public sealed class BlockColumnTests : IDisposable
{
    private static readonly Column Tags = new("tags", ColumnType.Set), Numbers = new("v", ColumnType.Vector), Picture = new("p", ColumnType.Image);
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("t.csv")]
    [InlineData("t.parquet")]
    [InlineData("t.arrow")]
    public void Texts_and_sets_are_texts_in_every_format(string name)
    {
        var path = Write(folder.Of(name), Batch(("tags", Strings("a|b", null, "?", "c")), ("text", Strings("how, \"so\"", "x\ny", "?", null))));
        Assert.Equal(["a|b|how, \"so\"", "-|x\ny", "-|-", "c|-"], Read(path, [Tags, new("text", ColumnType.Text)], "?"));
    }

    [Theory]
    [InlineData("t.parquet")]
    [InlineData("t.arrow")]
    public void Lists_of_texts_are_joined(string name)
    {
        var path = Write(folder.Of(name), Batch(("tags", Lists(["a", "b"], null, [], ["c", null, ""], ["d e"]))));
        Assert.Equal(["a;b", "-", "-", "c", "d e"], Read(path, [Tags with { Separator = ";" }]));
    }

    [Fact]
    public void A_member_that_holds_the_separator_is_refused()
    {
        var path = Write(folder.Of("t.arrow"), Batch(("tags", Lists(["a"], ["b", "c|d"]))));
        Assert.Equal($"{path}: row 2: column \"tags\" is a list with \"c|d\". Expected members without \"|\", which stands between them; "
            + "choose another data.columns.tags.separator.", Complaint(path, [Tags]));
    }

    [Theory]
    [InlineData("t.parquet")]
    [InlineData("t.arrow")]
    public void Vectors_are_the_same_from_lists_and_from_texts(string name) =>
        Gen.Select(Gen.Float.Where(float.IsFinite).Array[1, 5].Array[1, 20], Gen.Int[0, 3], Gen.Int[0, 2]).Sample((rows, brackets, separator) =>
        {
            var lists = Batch(("v", Lists([.. rows.Select(row => (double?[])[.. row.Select(value => (double?)value)]), null])));
            var texts = rows.Select(row => string.Join(" ;,"[separator], row.Select(value => value.ToString(CultureInfo.InvariantCulture))))
                .Select(text => brackets == 3 ? text : $"{"[({"[brackets]}{text}{"])}"[brackets]}");
            var csv = Write(folder.Of("t.csv"), Batch(("v", Strings([.. texts, null]))));
            var expected = rows.Select(row => $"[{string.Join(' ', row.Select(value => value.ToString(CultureInfo.InvariantCulture)))}]").Append("-");
            Assert.Equal(expected, Read(Write(folder.Of(name), lists), [Numbers]));
            Assert.Equal(expected, Read(csv, [Numbers]));
        }, iter: 40, threads: 1);

    [Fact]
    public void A_missing_number_is_no_number_and_a_missing_list_no_list()
    {
        var path = Write(folder.Of("t.arrow"), Batch(("v", Lists([1.5, null], null, []))));
        Assert.Equal(["[1.5 NaN]", "-", "[]"], Read(path, [Numbers]));
        Assert.Equal(["[1.5 NaN]", "-", "[]"], Read(Write(folder.Of("u.arrow"), Batch(("v", Strings("1.5, nan", null, "[]")))), [Numbers]));
    }

    [Theory]
    [InlineData("1, x")]
    [InlineData("[1 2")]
    [InlineData("1,,2")]
    [InlineData("1,")]
    [InlineData(",1")]
    [InlineData("1e99")]
    public void What_is_no_vector_is_refused_with_its_row(string text)
    {
        var path = Write(folder.Of("t.arrow"), Batch(("v", Strings("1", text))));
        Assert.Equal($"{path}: row 2: column \"v\" is \"{text}\". Expected finite numbers, separated by blanks, commas or semicolons.", Complaint(path, [Numbers]));
    }

    [Fact]
    public void A_number_that_float32_cannot_hold_is_refused()
    {
        var path = Write(folder.Of("t.arrow"), Batch(("v", Lists([1, 2], [0.5, 1e99]))));
        Assert.Equal($"{path}: row 2: column \"v\" is \"0.5, Infinity\". Expected finite numbers, separated by blanks, commas or semicolons.", Complaint(path, [Numbers]));
    }

    [Fact]
    public void What_cannot_become_the_type_is_refused_before_it_is_read()
    {
        var path = Write(folder.Of("t.arrow"), Batch(("v", Doubles(1)), ("p", Doubles(1)), ("tags", Lists([1.0]))));
        Assert.Equal($"{path}: column \"v\" holds values of type double. Expected lists of numbers, or text of numbers.", Complaint(path, [Numbers]));
        Assert.Equal($"{path}: column \"p\" holds values of type double. Expected bytes of image files, or text of their paths.", Complaint(path, [Picture]));
        Assert.Equal(["1|1|1"], Read(path, [Tags]));
    }

    [Theory]
    [InlineData("t.csv")]
    [InlineData("t.parquet")]
    [InlineData("t.arrow")]
    public void Paths_of_images_are_read_from_the_folder_of_the_table(string name)
    {
        folder.Write("pictures/a.png", "AAA");
        var far = folder.Write("b.png", "BB");
        var path = Write(folder.Of(name), Batch(("p", Strings("pictures/a.png", null, far, "?")), ("x", Doubles(1, 2, 3, 4))));
        Assert.Equal(["AAA|1", "-|2", "BB|3", "-|4"], Read(path, [Picture], "?"));
    }

    [Theory]
    [InlineData("t.parquet")]
    [InlineData("t.arrow")]
    public void Bytes_of_images_are_taken_as_they_are_and_no_bytes_are_no_image(string name) =>
        Assert.Equal(["A\0B", "-", "-", "C"], Read(Write(folder.Of(name), Batch(("p", Bytes("A\0B", null, "", "C")))), [Picture]));

    [Fact]
    public void An_image_that_is_not_there_is_refused_with_row_and_path()
    {
        folder.Write("empty.png", "");
        var path = folder.Write("t.csv", "p\nempty.png\ngone.png\n");
        Assert.Equal($"{path}: row 1: column \"p\" is \"empty.png\". Expected the path of an image file, from the table's folder: {folder.Of("empty.png")} is empty. "
            + $"The same holds of 1 more cell in the 2 rows read: \"gone.png\" in row 2.", Complaint(path, [Picture]));
        var other = folder.Write("u.csv", "p\ngone.png\n");
        Assert.Equal($"{other}: row 1: column \"p\" is \"gone.png\". Expected the path of an image file, from the table's folder: there is no {folder.Of("gone.png")}.",
            Complaint(other, [Picture]));
    }

    [Fact]
    public void Large_images_come_in_small_batches()
    {
        folder.Write("large.png", new byte[30 << 20]);
        var path = folder.Write("t.csv", "p,x\n" + string.Concat(Enumerable.Range(1, 5).Select(row => $"large.png,{row}\n")));
        using var table = TableFiles.Open(path, [Picture, Number("x")], []);
        var rows = new List<double>();
        var sizes = new List<int>();
        foreach (var batch in table.Read(default))
        {
            using (batch)
            {
                sizes.Add(batch.Length);
                rows.AddRange(((DoubleArray)batch.Column("x")).Values.ToArray());
            }
        }
        Assert.Equal([2, 2, 1], sizes);
        Assert.Equal([1, 2, 3, 4, 5], rows);
    }

    [Fact]
    public void Rows_to_be_written_again_keep_what_the_file_holds()
    {
        folder.Write("a.png", "AAA");
        var path = folder.Write("t.csv", "p,when,v,x,tags\na.png,2024-02-29,\"1, 2\",1.50,a|b\n");
        Column[] expected = [Picture, new("when", ColumnType.DateTime), Numbers, Number("x"), Tags];
        using var table = TableFiles.Open(path, expected, []);
        var batches = table.ReadKept(default).ToList();
        Assert.Equal(["AAA|1709164800000000|[1 2]|1.5|a|b"], Rows(batches.Select(batch => batch.Rows)).Select(row => string.Join('|', row)));
        Assert.Equal(["a.png|2024-02-29|1, 2|1.5|a|b"], Rows(batches.Select(batch => batch.Kept)).Select(row => string.Join('|', row)));
        Assert.Equal(["p", "when", "v", "x", "tags"], table.Kept.FieldsList.Select(field => field.Name));
    }

    public void Dispose() => folder.Dispose();
}
