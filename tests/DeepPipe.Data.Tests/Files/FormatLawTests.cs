using Apache.Arrow;
using CsCheck;
using static DeepPipe.Data.Tests.Tables;

namespace DeepPipe.Data.Tests;

public class FormatLawTests
{
    private static readonly Gen<(double?, long?, bool?, string?)[]> RandomRows = Gen.Select(
        Gen.OneOf(Gen.Double.Where(double.IsFinite).Select(value => (double?)value), Gen.Const((double?)null)),
        Gen.OneOf(Gen.Long[-(1L << 53) + 1, (1L << 53) - 1].Select(value => (long?)value), Gen.Const((long?)null)),
        Gen.OneOf(Gen.Bool.Select(value => (bool?)value), Gen.Const((bool?)null)),
        Gen.OneOf(Gen.String[Gen.Char["abä, \"\n?"], 0, 6].Select(text => (string?)text), Gen.Const((string?)null))).Array[1, 40];

    private static readonly Column[] Expected =
        [Number("number"), Integer("whole"), Category("flag"), Category("text"), Category("number as text"), Number("whole as number")];

    [Fact]
    public void Copies_in_every_format_give_identical_canonical_batches()
    {
        using var folder = new TemporaryFolder();
        RandomRows.Sample(rows =>
        {
            var table = Table(rows);
            var copies = new[] { "t.csv", "t.csv.gz", "t.tsv", "t.parquet", "t.arrow" }.Select(name => Canonical(Write(folder.Of(name), table))).ToList();
            Assert.All(copies, copy => Assert.Equal(copies[0], copy));
        }, iter: 40, threads: 1);
    }

    private static RecordBatch Table((double? Number, long? Whole, bool? Flag, string? Text)[] rows)
    {
        var whole = new Int64Array.Builder();
        var flag = new BooleanArray.Builder();
        foreach (var row in rows)
        {
            _ = row.Whole is { } number ? whole.Append(number) : whole.AppendNull();
            _ = row.Flag is { } value ? flag.Append(value) : flag.AppendNull();
        }
        var numbers = Doubles([.. rows.Select(row => row.Number)]);
        var wholes = whole.Build();
        return Batch(("number", numbers), ("whole", wholes), ("flag", flag.Build()), ("text", Strings([.. rows.Select(row => row.Text)])),
            ("number as text", numbers), ("whole as number", wholes));
    }

    // Every bit of every cell: values and validity of numbers, text and validity of categories.
    private static List<string> Canonical(string path)
    {
        using var table = TableFiles.Open(path, Expected, ["?"]);
        var columns = Expected.Select(_ => "").ToList();
        foreach (var batch in table.Read(default))
        {
            for (var column = 0; column < Expected.Length; column++)
            {
                for (var row = 0; row < batch.Length; row++)
                    columns[column] += Cell(batch.Column(column), row) + ";";
            }
            batch.Dispose();
        }
        return columns;
    }

    private static string Cell(IArrowArray array, int row) => array is DoubleArray numbers
        ? $"{numbers.IsNull(row)} {BitConverter.DoubleToInt64Bits(numbers.Values[row]):x}"
        : ((StringArray)array).GetString(row) ?? "(null)";
}
