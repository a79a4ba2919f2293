using CsCheck;
using static DeepPipe.Data.Tests.Datasets;

namespace DeepPipe.Data.Tests;

public sealed class ChronologicalSplitTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Rows_behind_the_last_part_are_not_read()
    {
        var dataset = Open(10, new() { Train = 4, Validation = 2, Test = 3 });
        Assert.Equal("ttttvveee", Word(Parts(dataset)));
        Assert.Equal(Enumerable.Range(1, 9).Select(row => $"{row}"), Read(dataset, "x"));
        Assert.Equal((4, 2, 3), (dataset.RowCount(Part.Train), dataset.RowCount(Part.Validation), dataset.RowCount(Part.Test)));
        Assert.Equal("ttttvveeee", Word(Parts(Open(10, new() { Train = 4, Validation = 2, Test = 4 }))));
    }

    [Fact]
    public void The_cut_may_lie_in_any_batch()
    {
        var dataset = Open(150_000, new() { Train = 70_000, Validation = 1, Test = 2 });
        Assert.Equal(70_003, Read(dataset, "x").Count);
        Assert.Equal("70003", Read(dataset, "x")[^1]);
    }

    [Fact]
    public void Fractions_cover_all_rows_in_order() => Gen.Select(Gen.Int[1, 5000], Gen.Double[0.01, 1], Gen.Double[0, 1]).Sample((rowCount, train, share) =>
    {
        var split = new ChronologicalSplitConfig { Train = train, Validation = (1 - train) * share, Test = 1 - train - ((1 - train) * share) };
        var (first, second, third) = split.Counts(rowCount);
        Assert.Equal(rowCount, first + second + third);
        Assert.InRange(first, (rowCount * train) - 0.5, (rowCount * train) + 0.5);
        Assert.InRange(second, (rowCount * split.Validation) - 1, (rowCount * split.Validation) + 1);
    });

    [Fact]
    public void The_defaults_are_seven_one_two() => Assert.Equal("tttttttvee", Word(Parts(Open(10, new()))));

    [Fact]
    public void More_rows_than_there_are_are_refused() => Assert.Equal(
        "data.split asks for 8 rows to train, 2 to validate and 1 to test, 11 together; the table has 10.",
        Complaint(() => Open(10, new() { Train = 8, Validation = 2, Test = 1 })));

    [Theory]
    [InlineData("2024-01-02,2024-01-02,2024-01-03", null)]
    [InlineData("1,2.5,3", null)]
    [InlineData("2024-01-02,2024-01-04,2024-01-03", "row 3: column \"when\" is 2024-01-03T00:00:00Z, before 2024-01-04T00:00:00Z in the row above. "
        + "data.split takes the rows in their order: sort them by this column first.")]
    [InlineData("1,,3", "row 2: column \"when\" has no value. data.split takes the rows in their order: sort them by this column first.")]
    [InlineData("a,b,c", "column \"when\" (data.split.by) is not one of numbers or dates. Declare data.columns.when as datetime or number, or name another column.")]
    public void The_order_of_a_column_is_required(string cells, string? told)
    {
        var path = folder.Write("t.csv", $"when,x\n{string.Concat(cells.Split(',').Select(cell => $"{cell},1\n"))}");
        Dataset Open() => Dataset.Open(Csv(path) with { Split = new ChronologicalSplitConfig { By = "when", Train = 0.5, Validation = 0.25, Test = 0.25 } }, 1);
        if (told is null)
            Assert.Equal(3, Parts(Open()).Length);
        else
            Assert.Equal($"{path}: {told}", Complaint(Open));
    }

    [Fact]
    public void A_column_that_is_not_there_is_refused() => Assert.Equal(
        $"{folder.Of("t.csv")}: there is no column \"y\" (data.split). There is \"x\".",
        Complaint(() => Open(3, new() { By = "y" })));

    public void Dispose() => folder.Dispose();

    private static string Word(Part[] parts) => string.Concat(parts.Select(part => "tve"[(int)part]));

    private Dataset Open(int rowCount, ChronologicalSplitConfig split) => Dataset.Open(
        Csv(folder.Write("t.csv", "x\n" + string.Concat(Enumerable.Range(1, rowCount).Select(row => $"{row}\n")))) with { Split = split }, 1);
}
