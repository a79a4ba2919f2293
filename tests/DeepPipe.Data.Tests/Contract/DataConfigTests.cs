using DeepPipe.Configuration;

namespace DeepPipe.Data.Tests;

public class DataConfigTests
{
    private const string Whole = """
        source: {type: csv, path: samples/adult.csv.gz, delimiter: ";", missing: ["?"]}
        rows: {at_least: 1000}
        columns:
          age: {type: number, between: [0, 120]}
          count: {type: integer, between: [0, 9]}
          workclass: {type: category, missing: {at_most: 0.1}}
          sex: {type: category, allowed: [Female, Male]}
          member: boolean
        split: {type: column, column: split, validation: val}
        """;

    [Fact]
    public void A_whole_section_binds_and_is_written_back()
    {
        using var folder = new TemporaryFolder();
        var config = Read(folder, Whole);
        Assert.Equal(folder.Of("samples/adult.csv.gz"), config.Source.Path);
        Assert.Equal(["?"], config.Source.Missing);
        Assert.Equal(";", ((CsvSourceConfig)config.Source).Delimiter);
        Assert.Equal(1000, config.Rows.AtLeast);
        Assert.Equal([0, 120], ((NumberColumnConfig)config.Columns["age"]).Between!);
        Assert.Equal(0.1, config.Columns["workclass"].Missing.AtMost);
        Assert.Equal(["Female", "Male"], ((CategoryColumnConfig)config.Columns["sex"]).Allowed!);
        Assert.Equal(new BooleanColumnConfig(), config.Columns["member"]);
        Assert.Equal(new ColumnSplitConfig { Column = "split", Validation = "val" }, config.Split);
        Assert.Equal(Config.Write(config), Config.Write(Read(folder, Config.Write(config))));
    }

    [Fact]
    public void A_path_is_enough()
    {
        using var folder = new TemporaryFolder();
        var config = Read(folder, "source: {type: parquet, path: t.parquet}");
        Assert.Equal(new RandomSplitConfig { Validation = 0.1, Test = 0.2 }, config.Split);
        Assert.Empty(config.Columns);
    }

    [Theory]
    [InlineData("columns: {a: {type: number, between: [1]}}", "columns.a.between is a list of 1. Allowed: two numbers, the least and the greatest.")]
    [InlineData("columns: {a: {type: integer, between: [2, 1]}}",
        "columns.a.between is a list whose first number is the greater. Allowed: two numbers, the least and the greatest.")]
    [InlineData("columns: {a: {type: category, missing: {at_most: 2}}}", "columns.a.missing.at_most is 2. Allowed: at least 0 and at most 1.")]
    [InlineData("split: {type: random, validation: 0.5, test: 0.5}",
        "split.validation is 0.5. Allowed: a fraction that leaves rows to train: with test together less than 1.")]
    [InlineData("split: {type: stratified, by: y, validation: 0.9, test: 0.2}",
        "split.validation is 0.9. Allowed: a fraction that leaves rows to train: with test together less than 1.")]
    [InlineData("split: {type: column, column: s, validation: train}", "split.validation is \"train\". Allowed: another word than that of train.")]
    [InlineData("split: {type: column, column: s, test: validation}", "split.test is \"validation\". Allowed: another word than those of train and validation.")]
    [InlineData("rows: {at_least: 0}", "rows.at_least is 0. Allowed: at least 1.")]
    [InlineData("columns: {s: number}\nsplit: {type: column, column: s}",
        "columns.s is \"number\". Allowed: category, since data.split takes words from this column.")]
    public void What_contradicts_itself_is_a_problem(string text, string problem)
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<ConfigException>(() => Read(folder, $"source: {{type: csv, path: t.csv}}\n{text}"));
        Assert.EndsWith(problem, Assert.Single(error.Problems).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(",,")]
    [InlineData("a")]
    [InlineData("ä")]
    public void A_delimiter_is_one_character_that_is_no_text(string delimiter)
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<ConfigException>(() => Read(folder, $"source: {{type: csv, path: t.csv, delimiter: \"{delimiter}\"}}"));
        Assert.EndsWith($"source.delimiter is \"{delimiter}\". Allowed: one ASCII character, no quote, letter, digit or line break.",
            Assert.Single(error.Problems).ToString(), StringComparison.Ordinal);
    }

    private static DataConfig Read(TemporaryFolder folder, string text) =>
        Config.Read<DataConfig>(folder.Write("data.yaml", text), [], _ => null);
}
