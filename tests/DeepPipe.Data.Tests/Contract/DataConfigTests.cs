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
          since: {type: datetime, format: dd.MM.yyyy, time_zone: Europe/Berlin, between: [2000-01-01, "2024-12-31T12:00"]}
          review: text
          tags: {type: set, separator: ";"}
          photo: image
          embedding: vector
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
    [InlineData("split: {type: files, test: e.csv}", "split.validation is missing. Allowed: a file, or validation_fraction instead of it: one of both.")]
    [InlineData("split: {type: files, test: e.csv, validation_fraction: 0.1, stratify_by: y, validation: v.csv}",
        "v.csv\". Allowed: a file, or validation_fraction instead of it: one of both.")]
    [InlineData("split: {type: files, test: e.csv, validation: v.csv, stratify_by: y}", "split.stratify_by is \"y\". Allowed: only with validation_fraction.")]
    [InlineData("split: {type: files, test: e.csv, validation_fraction: 1}", "split.validation_fraction is 1. Allowed: greater than 0 and less than 1.")]
    [InlineData("split: {type: chronological, train: 8640, validation: 0.5, test: 2880}", "split.validation is 0.5. Allowed: a number of rows, since train is one.")]
    [InlineData("split: {type: chronological, train: 0.5, validation: 10}", "split.validation is 10. Allowed: a fraction, since train is one.")]
    [InlineData("split: {type: chronological, train: 0.9}", "split.train is 0.9. Allowed: a fraction that is with validation and test together at most 1.")]
    [InlineData("columns: {s: text}\nsplit: {type: chronological, by: s}",
        "columns.s is \"text\". Allowed: datetime, number or integer, since data.split goes by this column.")]
    [InlineData("columns: {s: {type: set, separator: \"\"}}", "columns.s.separator is \"\". Allowed: one character at least.")]
    [InlineData("columns: {s: {type: datetime, format: HH:mm}}", "columns.s.format is \"HH:mm\". Allowed: a .NET format with a year, such as dd.MM.yyyy HH:mm.")]
    [InlineData("columns: {s: {type: datetime, format: \"%\"}}", "columns.s.format is \"%\". Allowed: a .NET format with a year, such as dd.MM.yyyy HH:mm.")]
    [InlineData("columns: {s: {type: datetime, time_zone: Berlin}}",
        "columns.s.time_zone is \"Berlin\". Allowed: an IANA name such as Europe/Berlin, or an offset such as +02:00.")]
    [InlineData("columns: {s: {type: datetime, between: [2024-01-01]}}",
        "columns.s.between is a list of 1. Allowed: two dates or times of ISO 8601, the first and the last.")]
    [InlineData("columns: {s: {type: datetime, between: [2024-01-01, soon]}}",
        "columns.s.between is \"soon\". Allowed: two dates or times of ISO 8601, the first and the last.")]
    [InlineData("columns: {s: {type: datetime, between: [2024-01-02, 2024-01-01]}}",
        "columns.s.between is a list whose first time is the later. Allowed: two dates or times of ISO 8601, the first and the last.")]
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

    [Theory]
    [InlineData("{type: idx, path: i, names: [a, a]}", "source.names is a list of 2. Allowed: a list of different texts, one at least, none empty.")]
    [InlineData("{type: text_lines, path: t, delimiter: \"\"}", "source.delimiter is \"\". Allowed: one character at least, no line break.")]
    [InlineData("{type: text_lines, path: t, encoding: utf16}", "source.encoding is \"utf16\". Allowed: utf8, latin1.")]
    [InlineData("{type: text_lines, path: t, label: last_word}", "source.label is \"last_word\". Allowed: none, first_word.")]
    public void A_source_that_contradicts_itself_is_a_problem(string source, string problem)
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<ConfigException>(() => Read(folder, $"source: {source}"));
        Assert.Contains(problem, Assert.Single(error.Problems).ToString(), StringComparison.Ordinal);
    }

    private static DataConfig Read(TemporaryFolder folder, string text) =>
        Config.Read<DataConfig>(folder.Write("data.yaml", text), [], _ => null);
}
