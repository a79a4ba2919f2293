using System.IO.Compression;
using System.Text;
using CsCheck;

namespace DeepPipe.Data.Tests;

public sealed class CorpusTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("deeppipe-corpus-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void The_parts_of_a_text_make_the_text_and_no_character_is_cut() =>
        Gen.Select(Gen.String, Gen.Double[0.3, 0.9]).Where(pair => pair.Item1.Length > 10).Sample(
            (text, train) =>
            {
                var whole = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
                var corpus = Open(whole, new ChronologicalSplitConfig { Train = train, Validation = 1 - train, Test = 0 });
                Assert.Equal(whole.TrimStart('\uFEFF'), corpus.Text(Part.Train) + corpus.Text(Part.Validation) + corpus.Text(Part.Test));
                Assert.Equal(corpus.Text(Part.Train), Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(corpus.Text(Part.Train))));
            },
            threads: 1,
            iter: 100);

    [Fact]
    public void Counts_are_characters_and_what_lies_behind_is_left_out()
    {
        var corpus = Open("abcdefghij", new ChronologicalSplitConfig { Train = 5, Validation = 2, Test = 1 });
        Assert.Equal(["abcde", "fg", "h"], Enum.GetValues<Part>().Select(corpus.Text));
    }

    [Fact]
    public void Parts_can_be_files_of_their_own_packed_or_not()
    {
        var train = Write("train.txt", "to be "u8.ToArray());
        using (var packed = new GZipStream(File.Create(At("more.txt.gz")), CompressionLevel.Fastest))
            packed.Write("or not"u8);
        var corpus = Corpus.Open(new DataConfig
        {
            Source = new TextSourceConfig { Path = train },
            Split = new FilesSplitConfig { Validation = At("more.txt.gz"), Test = Write("test.txt", [0xe4]) },
        } with
        { Source = new TextSourceConfig { Path = train, Encoding = TextEncoding.Latin1 } });
        Assert.Equal(["to be ", "or not", "ä"], Enum.GetValues<Part>().Select(corpus.Text));
        Assert.Equal(3, corpus.Files.Count);
    }

    [Fact]
    public void What_cannot_be_read_is_told()
    {
        var bad = Write("bad.txt", [(byte)'a', 0xff]);
        var split = new ChronologicalSplitConfig();
        Assert.Equal(
            $"{bad}: the text is not UTF-8. If it is ISO 8859-1, set data.source.encoding to latin1; else convert the file first.",
            Assert.Throws<DataException>(() => Corpus.Open(new DataConfig { Source = new TextSourceConfig { Path = bad }, Split = split })).Message);
        Assert.Equal(
            $"{At("gone.txt")}: the file does not exist.",
            Assert.Throws<MissingSourceException>(
                () => Corpus.Open(new DataConfig { Source = new TextSourceConfig { Path = At("gone.txt") }, Split = split })).Message);
        Assert.Equal(
            $"{At("text.txt")}: data.split asks for 5 characters to train, 5 to validate and 0 to test, 10 together; the text has 3.",
            Assert.Throws<DataException>(() => Open("abc", new ChronologicalSplitConfig { Train = 5, Validation = 5, Test = 0 })).Message);
    }

    private Corpus Open(string text, ChronologicalSplitConfig split) => Corpus.Open(new DataConfig
    {
        Source = new TextSourceConfig { Path = Write("text.txt", Encoding.UTF8.GetBytes(text)) },
        Split = split,
    });

    private string At(string name) => Path.Combine(folder.FullName, name);

    private string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(At(name), bytes);
        return At(name);
    }
}
