using Apache.Arrow;
using Apache.Arrow.Types;
using CsCheck;
using static DeepPipe.Data.Tests.Tables;

namespace DeepPipe.Data.Tests;

public class CodedTextColumnTests
{
    private static readonly string?[] Entries = ["a", "b", "?", "", "longer than twelve bytes", null];

    private static readonly Gen<string?[]> FewTexts = Gen.Int[0, Entries.Length - 1].Select(entry => Entries[entry]).Array[1, 300];

    [Fact]
    public void Dictionaries_hold_the_same_cells_as_texts() =>
        Gen.Select(FewTexts, FewTexts, Gen.Bool).Sample((first, second, isArrow) =>
        {
            using var folder = new TemporaryFolder();
            var path = isArrow
                ? Write(folder.Of("t.arrow"), Batch(("c", Coded(first))), Batch(("c", Coded(second))))
                : Write(folder.Of("t.parquet"), Batch(("c", Strings(first))), Batch(("c", Strings(second))));
            Assert.Equal(Cells(path, keepsDictionaries: false), Cells(path, keepsDictionaries: true));
        }, iter: 40, threads: 1);

    // A dictionary page of Parquet ends at a megabyte; what follows in its column is plain text.
    [Fact]
    public void Texts_that_are_all_different_come_as_dictionaries_too()
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder.Of("t.parquet"), Batch(("c", Strings([.. Enumerable.Range(0, 150_000).Select(row => $"a text of some length {row}")]))));
        Assert.Equal(Cells(path, keepsDictionaries: false), Cells(path, keepsDictionaries: true));
    }

    [Fact]
    public void A_column_of_text_in_parquet_is_read_as_a_dictionary_and_one_of_integers_is_not()
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder.Of("t.parquet"), Batch(("c", Strings("a", "b", "a")), ("n", new Int64Array.Builder().AppendRange([1, 2, 1]).Build())));
        using var rows = Open(path, "c", "n").Read(["c", "n"], default, keepsDictionaries: true).Single().Rows;
        Assert.IsType<DictionaryArray>(rows.Column("c"));
        Assert.Equal(["1", "2", "1"], Texts(rows.Column("n")));
    }

    private static List<string?> Cells(string path, bool keepsDictionaries)
    {
        var cells = new List<string?>();
        foreach (var batch in Open(path, "c").Read(["c"], default, keepsDictionaries))
        {
            using (batch)
                cells.AddRange(Texts(batch.Rows.Column(0)));
        }
        return cells;
    }

    private static IEnumerable<string?> Texts(IArrowArray array)
    {
        var read = CellText.Reader(array);
        return [.. Enumerable.Range(0, array.Length).Select(read)];
    }

    private static Dataset Open(string path, params string[] categories) => Dataset.Open(
        new DataConfig
        {
            Source = path.EndsWith("arrow", StringComparison.Ordinal)
                ? new ArrowSourceConfig { Path = path, Missing = ["?"] }
                : new ParquetSourceConfig { Path = path, Missing = ["?"] },
            Columns = categories.ToDictionary(name => name, ColumnConfig (_) => new CategoryColumnConfig()),
        },
        1);

    private static DictionaryArray Coded(string?[] texts)
    {
        var indices = new Int32Array.Builder().AppendRange(texts.Select(text => System.Array.IndexOf(Entries, text))).Build();
        return new DictionaryArray(new DictionaryType(Int32Type.Default, StringType.Default, false), indices, Strings(Entries));
    }
}
