using static DeepPipe.Data.Tests.Datasets;

namespace DeepPipe.Data.Tests;

public class ContractCheckTests
{
    [Fact]
    public void All_violations_are_listed_with_their_number_and_first_row()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", "age,n,sex,flag\n20,1,Male,true\n130,-1,Femal,false\n,2,,yes\n-5,3,Female,no\n");
        var config = Csv(path).With(
            ("age", new NumberColumnConfig { Between = [0, 120], Missing = new() { AtMost = 0.2 } }),
            ("n", new IntegerColumnConfig { Between = [0, 10] }),
            ("sex", new CategoryColumnConfig { Allowed = ["Female", "Male"] }),
            ("flag", new BooleanColumnConfig())) with
        { Rows = new RowsConfig { AtLeast = 1000 } };

        Assert.Equal(
            $"{path}: has 4 rows. Expected at least 1000 (data.rows.at_least).\n" +
            $"{path}: column \"age\" has no value in 1 of 4 rows, the first in row 3. Expected at most a fraction of 0.2 (data.columns.age.missing.at_most).\n" +
            $"{path}: column \"age\" has 2 values out of range, the first in row 2: 130. Expected 0 to 120 (data.columns.age.between).\n" +
            $"{path}: column \"n\" has 1 value out of range, the first in row 2: -1. Expected 0 to 10 (data.columns.n.between).\n" +
            $"{path}: column \"sex\" has 1 value that is not allowed, the first in row 2: \"Femal\". Allowed: \"Female\", \"Male\". " +
            "Did you mean \"Female\"? Mend the data, or add it to data.columns.sex.allowed.\n" +
            $"{path}: column \"flag\" has 2 values that are not allowed, the first in row 3: \"yes\". Allowed: \"true\", \"false\". " +
            "To keep other words, declare the column as category.",
            Complaint(() => Check(config)));
    }

    [Fact]
    public void A_contract_that_holds_is_silent()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", "age,sex\n0,Male\n120,Female\n,\n");
        Check(Csv(path).With(
            ("age", new NumberColumnConfig { Between = [0, 120], Missing = new() { AtMost = 0.34 } }),
            ("sex", new CategoryColumnConfig { Allowed = ["Female", "Male"] })) with
        { Rows = new RowsConfig { AtLeast = 3 } });
    }

    [Fact]
    public void Times_lie_between_two_and_a_last_day_counts_to_its_end()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", "when,text\n2024-01-01,a\n2024-12-31T23:59:59.999999,\n2023-12-31T23:59:59,\n2025-01-01,b\n");
        var config = Csv(path).With(
            ("when", new DateTimeColumnConfig { Between = ["2024-01-01", "2024-12-31"] }), ("text", new TextColumnConfig { Missing = new() { AtMost = 0.4 } }));
        Assert.Equal(
            $"{path}: column \"when\" has 2 values out of range, the first in row 3: 2023-12-31T23:59:59Z. "
            + "Expected 2024-01-01T00:00:00Z to 2024-12-31T23:59:59.999999Z (data.columns.when.between).\n"
            + $"{path}: column \"text\" has no value in 2 of 4 rows, the first in row 2. Expected at most a fraction of 0.4 (data.columns.text.missing.at_most).",
            Complaint(() => Check(config)));
    }

    [Fact]
    public void Rows_are_counted_over_batches()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", "x,y\n" + string.Concat(Enumerable.Range(1, 70_000).Select(row => row == 70_000 ? "11,\n" : "1,a\n")));
        var config = Csv(path).With(("x", new NumberColumnConfig { Between = [0, 10] }), ("y", new CategoryColumnConfig { Missing = new() { AtMost = 0 } }));
        Assert.Equal(
            $"{path}: column \"x\" has 1 value out of range, the first in row 70000: 11. Expected 0 to 10 (data.columns.x.between).\n" +
            $"{path}: column \"y\" has no value in 1 of 70000 rows, the first in row 70000. Expected at most a fraction of 0 (data.columns.y.missing.at_most).",
            Complaint(() => Check(config)));
    }

    private static object? Check(DataConfig config)
    {
        var dataset = Dataset.Open(config, 1);
        var check = new ContractCheck(dataset.Resolved, dataset.Columns);
        foreach (var batch in dataset.Read([.. dataset.Columns.Select(column => column.Name)], CancellationToken.None))
        {
            using (batch.Rows)
                check.Observe(batch.Rows);
        }
        check.Complete();
        return null;
    }
}
