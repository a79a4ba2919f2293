using System.Text;
using static DeepPipe.Data.Tests.Tables;

namespace DeepPipe.Data.Tests;

public class CsvFileTests
{
    private static readonly Column[] Two = [Number("a"), Category("b")];

    [Theory]
    [InlineData("a,b\n1,x\n2,y\n")]
    [InlineData("a,b\n1,x\n2,y")]
    [InlineData("a,b\r\n1,x\r\n2,y\r\n")]
    [InlineData("a,b\r1,x\r2,y\r")]
    [InlineData("\ufeffa,b\n1,x\n2,y\n")]
    [InlineData("a;b\n1;x\n2;y\n")]
    [InlineData("a\tb\n1\tx\n2\ty\n")]
    [InlineData("a|b\n1|x\n2|y\n")]
    [InlineData("\"a\",\"b\"\n1,\"x\"\n\"2\",y\n")]
    [InlineData("a,b\n 1 ,x\n\t2,y\n")]
    [InlineData("a,b\n1,x\n\n2,y\n\n")]
    public void The_usual_forms_of_csv_read_the_same(string text)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(["1|x", "2|y"], Read(folder.Write("t.csv", text), Two));
        Assert.Equal(["1|x", "2|y"], Read(folder.WriteGzip("t.csv.gz", text), Two));
        Assert.Equal(["1|x", "2|y"], Read(folder.WriteGzip("gzip by content.csv", text), Two));
    }

    [Fact]
    public void Quotes_line_breaks_and_delimiters_within_quotes_are_kept()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(["1|x,\"y\"\n z", "2|p\r\nq"], Read(folder.Write("t.csv", "a,b\n1,\"x,\"\"y\"\"\n z\"\n2,\"p\r\nq\"\n"), Two));
    }

    [Fact]
    public void A_header_may_hold_line_breaks_delimiters_and_quotes()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(["1|x"], Read(folder.Write("t.csv", "\"the \n\"\"a\"\"\",\"b,c\"\n1,x\n"), [Number("the \n\"a\""), Category("b,c")]));
    }

    [Fact]
    public void Empty_text_is_missing_and_words_are_values()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(["-|NA", "-|?", "-|null", "-|-", "-|NaN", "5|-"],
            Read(folder.Write("t.csv", "a,b\n,NA\nNaN,?\nnan,null\n\"\",\"\"\n  ,NaN\n5,\n"), Two));
    }

    [Fact]
    public void Words_for_gaps_are_gaps_in_expected_columns()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(["-|-|?", "1|x|NA"], Read(folder.Write("t.csv", "a,b,c\n ? ,NA,?\n1,x,NA\n"), Two, "?", "NA"));
    }

    [Fact]
    public void Names_may_differ_in_case_only()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(["1|2|3"], Read(folder.Write("t.csv", "Age,age,AGE\n1,2,3\n"), [Number("Age"), Number("age")]));
    }

    [Theory]
    [InlineData("plain[1].csv")]
    [InlineData("what's * this?.csv")]
    [InlineData("Größe İı 数.csv")]
    public void A_name_of_odd_letters_is_a_file(string name)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(["1|x"], Read(folder.Write(name, "a,b\n1,x\n"), Two));
    }

    [Theory]
    [InlineData("a,b,a\n1,2,3\n", "column \"a\" is there twice, as column 1 and column 3. Rename one of them.")]
    [InlineData(",b\n1,2\n", "column 1 has no name. Give every column a name.")]
    [InlineData("", "the file is empty. The first line must name the columns.")]
    [InlineData("\ufeff\n", "the file is empty. The first line must name the columns.")]
    [InlineData("a,b\n1,x\n2\n3,y\n", "line 3 has 1 field instead of the 2 of the header. Mend the line; a field that contains the delimiter or a line break needs quotes.")]
    [InlineData("a,b\n1,x\n2,y,z,w\n", "line 3 has more fields than the 2 of the header. Mend the line; a field that contains the delimiter or a line break needs quotes.")]
    [InlineData("a,b\n1,\"x\n2,y\n", "line 2 has a quote that is not closed, or text after a closing quote. Write a quote inside a quoted field twice (\"\").")]
    [InlineData("a,b\n1,x\r\n2,y\n", "the lines cannot be told apart: the file mixes line endings (\\n and \\r\\n), or a quote is not closed. Use one line ending throughout.")]
    [InlineData("height,weight\n1,x\n", "there is no column \"a\". There is \"height\", \"weight\".")]
    public void A_malformed_file_is_refused_in_one_sentence(string text, string complaint)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", text);
        Assert.Equal(complaint, Complaint(path, Two).Split('\n')[0][(path.Length + 2)..]);
    }

    [Theory]
    [InlineData("PAR1", "is a Parquet file, not CSV. Let its name end in .parquet, and data.source.type be parquet.")]
    [InlineData("ARROW1", "is an Arrow file, not CSV. Let its name end in .arrow, and data.source.type be arrow.")]
    [InlineData("PK\u0003\u0004", "is a ZIP file or an Excel workbook, not CSV. Unpack it, or save the sheet as CSV.")]
    public void A_table_of_another_format_is_told_by_its_first_bytes(string first, string complaint)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", [.. Encoding.ASCII.GetBytes(first), 0, 0xe9, 0xff]);
        Assert.Equal($"{path}: {complaint}", Complaint(path, Two));
    }

    [Fact]
    public void A_file_that_is_not_utf8_is_refused_with_the_remedy()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", [.. "a,b\n1,x\n2,"u8, 0xe9, (byte)'\n']);
        Assert.Equal($"{path}: line 3 is not UTF-8. Convert the file first: iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW.", Complaint(path, Two));

        path = folder.Write("h.csv", [0xe9, .. ",b\n1,x\n"u8]);
        Assert.Equal($"{path}: the header is not UTF-8. Convert the file first: iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW.", Complaint(path, Two));

        path = folder.Write("u.csv", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("a,b\n1,x\n")).ToArray());
        Assert.Equal($"{path}: is UTF-16, not UTF-8. Convert it first: iconv -f UTF-16 -t UTF-8 OLD > NEW.", Complaint(path, Two));
    }

    [Fact]
    public void Gzip_members_that_follow_one_another_are_one_text()
    {
        using var folder = new TemporaryFolder();
        var first = File.ReadAllBytes(folder.WriteGzip("1.gz", "a,b\n1,x\n2"));
        var second = File.ReadAllBytes(folder.WriteGzip("2.gz", ",y\n"));
        Assert.Equal(["1|x", "2|y"], Read(folder.Write("t.csv.gz", [.. first, .. second]), Two));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(500_000)]
    public void A_gzip_file_that_was_cut_off_is_refused(int rowCount)
    {
        using var folder = new TemporaryFolder();
        var text = "a,b\n" + string.Concat(Enumerable.Range(0, rowCount).Select(row => $"{row},v{row * 7919L % 10007}\n"));
        var bytes = File.ReadAllBytes(folder.WriteGzip("whole.csv.gz", text));
        foreach (var length in new[] { bytes.Length / 3, bytes.Length / 2, bytes.Length - 9 })
        {
            var path = folder.Write("cut.csv.gz", bytes[..length]);
            Assert.Equal($"{path}: the gzip data is cut off or damaged. Copy or download the file again.", Complaint(path, Two));
        }
    }

    [Fact]
    public void Bad_cells_are_one_line_a_column_and_fault_with_their_number_in_the_order_of_rows()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", "a,n\nx,1\n1,2.5\n1e999,3\n1,9007199254740993\n1,y\n" + string.Concat(Enumerable.Repeat("z,1\n", 100_000)));
        Assert.Equal(
            $"{path}: row 1: column \"a\" is \"x\". Expected a number. " +
            "The same holds of 65531 more cells in the 65536 rows read: \"z\" in row 6, \"z\" in row 7, \"z\" in row 8, ...\n" +
            $"{path}: row 2: column \"n\" is 2.5. Expected a whole number; to accept fractions, declare the column as number.\n" +
            $"{path}: row 3: column \"a\" is \"1e999\". Expected a finite number; leave the cell empty where the value is not known.\n" +
            $"{path}: row 4: column \"n\" is 9007199254740992. Whole numbers beyond 9007199254740991 are not exact; declare the column as category if it is an identifier.\n" +
            $"{path}: row 5: column \"n\" is \"y\". Expected a whole number.",
            Complaint(path, [Number("a"), Integer("n")]));
    }

    [Fact]
    public void A_delimiter_can_be_given()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", "a#b\n1,5#x\n");
        var dataset = Dataset.Open(new DataConfig { Source = new CsvSourceConfig { Path = path, Delimiter = "#" } }, 1);
        Assert.Equal(["1,5|x"], Datasets.Read(dataset, "a", "b"));
    }

    [Fact]
    public void A_decimal_comma_is_no_number()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", "a;b\n1,5;x\n");
        Assert.Equal($"{path}: row 1: column \"a\" is \"1,5\". Expected a number.", Complaint(path, Two));
    }
}
