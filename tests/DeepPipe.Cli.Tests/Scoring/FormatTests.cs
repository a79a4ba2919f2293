using DeepPipe.Data;
using DeepPipe.Statistics;

namespace DeepPipe.Cli.Tests.Scoring;

public sealed class FormatTests(TrainedShop trained) : IDisposable
{
    private static readonly IReadOnlyList<Column> columns =
    [
        new("age", ColumnType.Number), new("hours", ColumnType.Number), new("work", ColumnType.Category),
        new("city", ColumnType.Category), new("bought", ColumnType.Category),
    ];

    private readonly Shop shop = new("deeppipe formats ");

    [Theory]
    [InlineData(".csv.gz")]
    [InlineData(".tsv")]
    [InlineData(".parquet")]
    [InlineData(".arrow")]
    [InlineData(".feather")]
    public void Every_format_gives_the_answers_of_CSV(string extension)
    {
        var table = trained.Table;
        var same = shop.At($"same{extension}");
        Copy(table, same);

        Assert.Equal(Scored(table), Scored(same));
    }

    [Theory]
    [InlineData(".csv")]
    [InlineData(".parquet")]
    [InlineData(".arrow")]
    public void Every_format_is_written_with_the_same_answers_and_every_row_in_its_order(string extension)
    {
        var output = shop.At($"answers{extension}");
        CommandProcess.DeepPipe("predict", trained.Bundle, trained.Table, output, "--device", "cpu").Succeeds();
        var copy = shop.At("copy.csv");
        Copy(output, copy, "prediction", "confidence", "probability.no", "probability.yes");

        var lines = File.ReadAllLines(trained.Table);
        var answers = File.ReadAllLines(copy);
        Assert.Equal(lines.Length, answers.Length);
        Assert.Equal(Shop.Header + ",prediction,confidence,probability.no,probability.yes", answers[0]);
        Assert.All(lines.Skip(1).Zip(answers.Skip(1)), pair => Assert.StartsWith(pair.First + ",", pair.Second, StringComparison.Ordinal));
    }

    [Fact]
    public void Columns_in_another_order_and_columns_more_change_no_answer()
    {
        var rows = File.ReadAllLines(trained.Table).Select(Cells).ToList();
        var turned = shop.Write("turned.csv", Lines(rows.Select((row, index) =>
            $"{row[3]},{(index == 0 ? "note" : $"n{index}")},{row[2]},{row[1]},{row[0]}")));

        Assert.Equal(Answers(Scored(trained.Table)), Answers(Scored(turned)));
    }

    [Fact]
    public void A_column_without_a_value_unseen_words_and_gaps_are_scored()
    {
        var odd = shop.Write("odd.csv", "age,hours,work,city\n,12.5,never seen,\n,,,Atlantis\n,,Private,Ulm\n");
        var answers = Scored(odd).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(4, answers.Length);
        Assert.All(answers.Skip(1), line => Assert.Matches(",(yes|no),0\\.[5-9][0-9]*,0\\.[0-9]+,0\\.[0-9]+$", line));
    }

    [Fact]
    public void A_table_without_rows_gives_a_header_alone() => Assert.Equal(
        "age,hours,work,city,prediction,confidence,probability.no,probability.yes\n",
        Scored(shop.Write("none.csv", "age,hours,work,city\n")));

    public void Dispose() => shop.Dispose();

    private static void Copy(string source, string target, params string[] more)
    {
        var expected = columns.Concat(more.Select(name => new Column(name, ColumnType.Category))).ToList();
        using var table = TableFiles.Open(source, source.EndsWith(".csv", StringComparison.Ordinal) ? expected : columns, []);
        using var sink = TableFiles.Create(target, table.Schema, force: false);
        foreach (var batch in table.Read(CancellationToken.None))
            using (batch)
                sink.Write(batch);
        sink.Complete();
    }

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    // The table's only quoted cells hold the one comma or quotes that the pattern knows.
    private static string[] Cells(string line) =>
        [.. System.Text.RegularExpressions.Regex.Matches(line, "(?<=^|,)(\"(?:[^\"]|\"\")*\"|[^,]*)(?=,|$)").Select(match => match.Value)];

    private static IReadOnlyList<string> Answers(string csv) =>
        [.. csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => string.Join(',', Cells(line)[^4..]))];

    private string Scored(string input)
    {
        var output = shop.At($"{Path.GetFileName(input)}.{Path.GetRandomFileName()}.csv");
        CommandProcess.DeepPipe("predict", trained.Bundle, input, output, "--device", "cpu").Succeeds();
        return File.ReadAllText(output);
    }
}
