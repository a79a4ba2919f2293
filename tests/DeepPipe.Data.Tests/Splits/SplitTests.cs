using CsCheck;
using DeepPipe.Statistics;
using static DeepPipe.Data.Tests.Datasets;

namespace DeepPipe.Data.Tests;

public class SplitTests
{
    private static readonly Gen<(int Rows, double Validation, double Test, ulong Seed)> Draws =
        Gen.Select(Gen.Int[0, 3000], Gen.Double[0, 0.49], Gen.Double[0, 0.5], Gen.ULong);

    [Fact]
    public void A_random_split_has_exact_counts() => Draws.Sample(draw =>
    {
        var parts = DrawnParts.Random(draw.Rows, draw.Validation, draw.Test, draw.Seed);
        Assert.Equal((int)Math.Round(draw.Rows * draw.Test, MidpointRounding.AwayFromZero), parts.Count(part => part == Part.Test));
        Assert.Equal((int)Math.Round(draw.Rows * draw.Validation, MidpointRounding.AwayFromZero), parts.Count(part => part == Part.Validation));
    });

    [Fact]
    public void A_stratified_split_has_exact_counts_to_within_one_of_each_value() => Draws.Sample(draw =>
    {
        var random = new SplitMix(draw.Seed);
        var names = new[] { "b", "a", "rare", "" };
        var strata = Enumerable.Range(0, draw.Rows).Select(_ => random.NextBelow(100) switch { < 50 => 0, < 90 => 1, < 99 => 3, _ => 2 }).ToArray();
        var parts = DrawnParts.Stratified(strata, names, draw.Validation, draw.Test, draw.Seed);
        for (var stratum = 0; stratum < names.Length; stratum++)
        {
            var own = parts.Where((_, row) => strata[row] == stratum).ToList();
            Assert.InRange(own.Count(part => part == Part.Test), (own.Count * draw.Test) - 1, (own.Count * draw.Test) + 1);
            Assert.InRange(own.Count(part => part == Part.Validation), (own.Count * draw.Validation) - 1, (own.Count * draw.Validation) + 1);
        }
        Assert.Equal(Math.Round(draw.Rows * draw.Test, MidpointRounding.AwayFromZero), parts.Count(part => part == Part.Test));
    });

    [Fact]
    public void A_random_split_is_the_same_everywhere()
    {
        var parts = DrawnParts.Random(24, 0.25, 0.25, 7);
        Assert.Equal("vettvetvetettttvtvttveet", string.Concat(parts.Select(part => "tve"[(int)part])));
    }

    [Fact]
    public void The_generator_is_the_published_one()
    {
        var random = new SplitMix(1234567);
        Assert.Equal([6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL], [random.Next(), random.Next(), random.Next()]);
    }

    [Fact]
    public void A_seed_gives_other_rows() => Assert.NotEqual(
        DrawnParts.Random(1000, 0.1, 0.2, 1), DrawnParts.Random(1000, 0.1, 0.2, 2));

    [Fact]
    public void Every_row_is_as_likely_to_test()
    {
        const int seedCount = 4000;
        var hits = new int[10];
        for (var seed = 0UL; seed < seedCount; seed++)
        {
            var parts = DrawnParts.Random(10, 0.1, 0.3, seed);
            for (var row = 0; row < 10; row++)
                hits[row] += parts[row] == Part.Test ? 1 : 0;
        }
        Assert.All(hits, hit => Assert.InRange(hit / (double)seedCount, 0.27, 0.33));
    }

    [Theory]
    [InlineData("t.csv")]
    [InlineData("t.parquet")]
    [InlineData("t.arrow")]
    public void The_format_of_the_file_has_no_say_in_the_split(string name)
    {
        using var folder = new TemporaryFolder();
        var rows = Enumerable.Range(0, 500).ToArray();
        var path = Tables.Write(folder.Of(name),
            Tables.Batch(("x", Tables.Doubles([.. rows.Select(row => (double?)row)])), ("y", Tables.Strings([.. rows.Select(row => row % 7 == 0 ? "a" : "b")]))));
        SourceConfig source = name switch
        {
            "t.csv" => new CsvSourceConfig { Path = path },
            "t.parquet" => new ParquetSourceConfig { Path = path },
            _ => new ArrowSourceConfig { Path = path },
        };
        var random = Dataset.Open(new DataConfig { Source = source }, 3);
        Assert.Equal(DrawnParts.Random(500, 0.1, 0.2, 3), Parts(random));

        var split = new StratifiedSplitConfig { By = "y", Validation = 0.1, Test = 0.2 };
        var stratified = Dataset.Open(new DataConfig { Source = source, Split = split }, 3);
        Assert.Equal(DrawnParts.Stratified([.. rows.Select(row => row % 7 == 0 ? 1 : 0)], ["b", "a"], 0.1, 0.2, 3), Parts(stratified));
        Assert.Equal((350, 50, 100), (stratified.RowCount(Part.Train), stratified.RowCount(Part.Validation), stratified.RowCount(Part.Test)));
    }

    [Fact]
    public void A_column_gives_the_parts_by_its_words()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", "x,split\n1,train\n2,val\n3,test\n4,train\n");
        var dataset = Dataset.Open(Csv(path) with { Split = new ColumnSplitConfig { Column = "split", Validation = "val" } }, 1);
        Assert.Equal([Part.Train, Part.Validation, Part.Test, Part.Train], Parts(dataset));
        Assert.Equal(2, dataset.RowCount(Part.Train));
    }

    [Fact]
    public void A_word_that_names_no_part_is_refused_with_its_row()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", "x,split\n1,train\n2,tset\n3,\n4,x\n");
        var config = Csv(path) with { Split = new ColumnSplitConfig { Column = "split", Validation = "val" } };
        Assert.Equal(
            $"{path}: row 2: column \"split\" is \"tset\". Allowed by data.split: \"train\", \"val\", \"test\". Did you mean \"test\"? " +
            "The same holds of 2 more cells in the 4 rows read: empty in row 3, \"x\" in row 4.",
            Complaint(() => Dataset.Open(config, 1)));
    }

    [Fact]
    public void A_word_of_one_letter_is_like_no_part()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", "x,split\n1,a\n2,q\n");
        var config = Csv(path) with { Split = new ColumnSplitConfig { Column = "split", Train = "a", Validation = "b", Test = "c" } };
        Assert.Equal(
            $"{path}: row 2: column \"split\" is \"q\". Allowed by data.split: \"a\", \"b\", \"c\".", Complaint(() => Dataset.Open(config, 1)));
    }

    [Fact]
    public void A_split_that_leaves_nothing_to_train_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", "x,split\n1,test\n2,test\n");
        Assert.Equal($"{path}: data.split leaves none of the 2 rows to train.",
            Complaint(() => Dataset.Open(Csv(path) with { Split = new ColumnSplitConfig { Column = "split" } }, 1)));
    }

    [Fact]
    public void A_split_column_that_is_not_there_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", "x,split\n1,test\n2,test\n");
        Assert.Equal($"{path}: there is no column \"splits\" (data.split). Did you mean \"split\"?",
            Complaint(() => Dataset.Open(Csv(path) with { Split = new ColumnSplitConfig { Column = "splits" } }, 1)));
    }

    [Fact]
    public void Files_give_the_parts()
    {
        using var folder = new TemporaryFolder();
        var train = folder.Write("train.csv", "x,y\n1,a\n2,b\n");
        var config = Csv(train) with
        {
            Split = new FilesSplitConfig { Validation = folder.Write("v.csv", "y,x\nc,3\n"), Test = folder.Write("e.csv", "x,y\n4,d\n") },
        };
        var dataset = Dataset.Open(config, 1);
        Assert.Equal([Part.Train, Part.Train, Part.Validation, Part.Test], Parts(dataset));
        Assert.Equal(["1|a", "2|b", "3|c", "4|d"], Read(dataset, "x", "y"));
    }

    [Fact]
    public void A_column_of_too_many_values_cannot_stratify()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", "x,id\n" + string.Concat(Enumerable.Range(0, 10_001).Select(row => $"1,{row}\n")));
        Assert.Equal("data.split: column \"id\" has more than 10000 values, too many to stratify by. Name a column of few values, or split at random.",
            Complaint(() => Dataset.Open(Csv(path) with { Split = new StratifiedSplitConfig { By = "id" } }, 1)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("y")]
    public void Rows_that_validate_may_be_drawn_from_the_file_that_trains(string? stratifyBy)
    {
        using var folder = new TemporaryFolder();
        var train = folder.Write("train.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 100).Select(row => $"{row},{(row % 4 == 0 ? "a" : "b")}\n")));
        var split = new FilesSplitConfig { ValidationFraction = 0.2, StratifyBy = stratifyBy, Test = folder.Write("e.csv", "x,y\n4,z\n5,z\n") };
        var dataset = Dataset.Open(Csv(train) with { Split = split }, 3);
        Assert.Equal((80, 20, 2), (dataset.RowCount(Part.Train), dataset.RowCount(Part.Validation), dataset.RowCount(Part.Test)));
        var drawn = stratifyBy is null ? DrawnParts.Random(100, 0.2, 0, 3)
            : DrawnParts.Stratified([.. Enumerable.Range(0, 100).Select(row => row % 4 == 0 ? 0 : 1)], ["a", "b"], 0.2, 0, 3);
        Assert.Equal([.. drawn, Part.Test, Part.Test], Parts(dataset));
        if (stratifyBy is not null)
            Assert.Equal(5, drawn.Where((part, row) => row % 4 == 0 && part == Part.Validation).Count());
    }
}
