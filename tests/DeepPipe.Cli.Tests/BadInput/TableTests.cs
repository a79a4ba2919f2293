namespace DeepPipe.Cli.Tests.BadInput;

/// <summary>Tables that cannot be trained on: exit code 3, one message, and no run.</summary>
public sealed class TableTests : IDisposable
{
    private readonly Shop shop = new();

    private string Table => shop.At("rows.csv");

    [Fact]
    public void A_text_in_a_number_column()
    {
        shop.ChangeRows((index, line) => index == 4 ? "33,many,Private,Ulm,no" : line);

        Refuses(
            $"{Table}: row 4: column \"hours\" is \"many\". Expected a number; to accept it as a gap, add \"many\" to data.source.missing.",
            "--set", "data.columns.hours={type: number}");
    }

    [Fact]
    public void A_table_without_rows()
    {
        shop.Write("rows.csv", Shop.Header + "\n");

        Refuses($"{Table}: the table has no rows, only a header.");
    }

    [Fact]
    public void A_file_without_a_header()
    {
        shop.Write("rows.csv", "");

        Refuses($"{Table}: the file is empty. The first line must name the columns.");
    }

    [Fact]
    public void Rows_of_one_class_only()
    {
        shop.ChangeRows((_, line) => line.EndsWith(",no", StringComparison.Ordinal) ? line[..^2] + "yes" : line);

        Refuses("The target \"bought\" is \"yes\" in all 210 train rows: there is nothing to tell apart. Check the column and the split.");
    }

    [Fact]
    public void A_class_that_only_the_test_file_has()
    {
        var rows = File.ReadAllText(Table);
        shop.Write("validation.csv", rows);
        shop.Write("test.csv", $"{rows}33,40,Private,Ulm,perhaps\n");
        string[] split = ["--set", $"data.split={{type: files, validation: {shop.At("validation.csv")}, test: {shop.At("test.csv")}}}"];

        CommandProcess.DeepPipe(["check", shop.Config, .. split]).Refuses(
            3,
            $"{Table}: row 901 is the first without a usable target. The target \"bought\" is \"perhaps\", a class that no train row has. "
            + "The train rows have: \"no\", \"yes\". Take the row out of the source, or change the split.");
    }

    [Theory]
    [InlineData("inf")]
    [InlineData("-Infinity")]
    public void A_number_that_is_infinite(string word)
    {
        shop.ChangeRows((index, line) => index == 20 ? $"33,{word},Private,Ulm,no" : line);

        Refuses($"{Table}: row 20: column \"hours\" is \"{word}\". Expected a finite number; leave the cell empty where the value is not known.");
    }

    [Fact]
    public void A_cell_that_is_NaN_is_a_gap()
    {
        shop.ChangeRows((index, line) => index == 20 ? "33,NaN,Private,Ulm,no" : line);

        shop.TrainedRun("--set", "data.columns.hours={type: number, missing: {at_most: 0.1}}");
    }

    [Fact]
    public void A_column_that_is_the_same_in_every_row_is_told_and_left_out()
    {
        shop.ChangeRows((index, line) => line + (index == 0 ? ",flat" : ",7"));
        var end = CommandProcess.DeepPipe(shop.Train(shop.Config)).Succeeds();

        Assert.Contains(
            "\nColumn \"flat\" is dropped from the features: it is 7 in all train rows that have it.\n", end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "flat", File.ReadAllText(Path.Combine(shop.RunFolders().Single(), "bundle", "manifest.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("train")]
    public void A_text_that_makes_a_category_of_numbers_is_told(string command)
    {
        shop.ChangeRows((index, line) => index == 20 ? "33,n/a,Private,Ulm,no" : line);
        var end = CommandProcess.DeepPipe(command == "train" ? shop.Train(shop.Config) : ["check", shop.Config]).Succeeds();

        Assert.Contains(
            $"{Table}: row 20: column \"hours\" is \"n/a\", and for this value alone the column is taken for a category, though ",
            end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_is_there_twice()
    {
        shop.ChangeRows((index, line) => index == 0 ? "age,hours,work,hours,bought" : line);

        Refuses($"{Table}: column \"hours\" is there twice, as column 2 and column 4. Rename one of them.");
    }

    [Fact]
    public void A_Parquet_file_that_was_cut_off()
    {
        File.WriteAllBytes(shop.At("rows.parquet"), [.. "PAR1"u8, .. new byte[200]]);
        var end = CommandProcess.DeepPipe(
            shop.Train(shop.Config, "--set", $"data.source={{type: parquet, path: \"{shop.At("rows.parquet")}\"}}"));

        Assert.Equal(3, end.Code);
        end.HasNoTrace();
        Assert.Contains($"{shop.At("rows.parquet")}: is not a whole Parquet file (", end.Error, StringComparison.Ordinal);
        Assert.EndsWith("). Copy or write the file again.\n", end.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(shop.Runs));
    }

    [Fact]
    public void A_part_without_rows() => Refuses(
        "There are no validation rows. Look at data.split: each part needs at least one row.",
        "--set", "data.split={type: random, validation: 0, test: 0.2}");

    public void Dispose() => shop.Dispose();

    private void Refuses(string message, params string[] more)
    {
        CommandProcess.DeepPipe(shop.Train(shop.Config, more)).Refuses(3, message);
        Assert.True(!Directory.Exists(shop.Runs) || !Directory.EnumerateFileSystemEntries(shop.Runs).Any());
    }
}
