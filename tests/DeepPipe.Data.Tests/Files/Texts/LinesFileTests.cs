using System.Text;
using CsCheck;
using static DeepPipe.Data.Tests.Datasets;

namespace DeepPipe.Data.Tests;

public sealed class LinesFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_line_is_a_label_and_a_text()
    {
        var path = folder.Write("t.txt", "0 How did serfdom develop ?\n\n12 Who  was Galileo ?\r\nLOC:city Where ?");
        var dataset = Open(new() { Path = path, Label = LineLabel.FirstWord });
        Assert.Equal("text:text label:category", Types(dataset));
        Assert.Equal(["How did serfdom develop ?|0", "Who  was Galileo ?|12", "Where ?|LOC:city"], Read(dataset, "text", "label"));
        Assert.Equal(["LOC", "a b"], Read(Open(new() { Path = folder.Write("u.txt", "LOC\ta b\n"), Label = LineLabel.FirstWord, Delimiter = "\t" }), "label", "text")[0].Split('|'));
    }

    [Fact]
    public void Without_labels_a_line_is_a_text()
    {
        var dataset = Open(new() { Path = folder.WriteGzip("t.txt.gz", "\ufeffa b\nc\n") });
        Assert.Equal("text:text", Types(dataset));
        Assert.Equal(["a b", "c"], Read(dataset, "text"));
    }

    [Fact]
    public void Any_lines_read_as_they_were_written() =>
        Gen.String[Gen.Char["ab ,;\"\t'|\\äßıİ€x01"], 1, 40].Array[1, 200].Select(Gen.Bool.Select(isWindows => isWindows ? "\r\n" : "\n"), Gen.Bool).Sample((lines, end, isPacked) =>
        {
            var text = string.Join(end, lines);
            var path = isPacked ? folder.WriteGzip("t", text) : folder.Write("t", text);
            Assert.Equal(lines, Read(Open(new() { Path = path }), "text"));
        }, iter: 50, threads: 1);

    [Fact]
    public void Lines_longer_than_any_buffer_and_more_than_a_batch_are_whole()
    {
        string[] lines = [new('x', 200_000), .. Enumerable.Range(0, 70_000).Select(row => $"line {row}"), new('y', 70_000)];
        Assert.Equal(lines, Read(Open(new() { Path = folder.Write("t.txt", string.Join('\n', lines)) }), "text"));
    }

    [Fact]
    public void Latin_1_is_read_where_it_is_asked_for_and_refused_with_its_line_where_not()
    {
        var path = folder.Write("t.txt", Encoding.Latin1.GetBytes("a\nMünchen\n"));
        Assert.Equal(["a", "München"], Read(Open(new() { Path = path, Encoding = TextEncoding.Latin1 }), "text"));
        Assert.Equal($"{path}: line 2 is not UTF-8. If it is ISO 8859-1, set data.source.encoding to latin1; else convert the file first.",
            Complaint(() => Open(new() { Path = path })));
    }

    [Theory]
    [InlineData("1 a\nalone\n", "line 2 is \"alone\"")]
    [InlineData("1 a\n\n b\n", "line 3 is \" b\"")]
    [InlineData("1 \n", "line 1 is \"1 \"")]
    public void A_line_without_label_or_text_is_refused(string text, string place)
    {
        var path = folder.Write("t.txt", text);
        Assert.Equal($"{path}: {place}. Expected a label, then \" \", then a text.",
            Complaint(() => Open(new() { Path = path, Label = LineLabel.FirstWord })));
    }

    [Fact]
    public void A_file_of_empty_lines_has_no_rows() =>
        Assert.Equal($"{folder.Write("t.txt", "\n\n")}: the table has no rows, only a header.", Complaint(() => Open(new() { Path = folder.Of("t.txt") })));

    [Fact]
    public void A_file_that_is_not_there_is_a_missing_source() => Assert.Equal($"{folder.Of("t")}: the file does not exist.",
        Assert.Throws<MissingSourceException>(() => Open(new() { Path = folder.Of("t") })).Message);

    public void Dispose() => folder.Dispose();

    private static Dataset Open(TextLinesSourceConfig source) =>
        Dataset.Open(new DataConfig { Source = source, Split = new RandomSplitConfig { Validation = 0, Test = 0 } }, 1);
}
