using static DeepPipe.Data.Tests.Datasets;

namespace DeepPipe.Data.Tests;

public class DatasetTests
{
    [Fact]
    public void Undeclared_columns_are_inferred_and_written_into_the_resolved_config()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", "id,age,height,code,flag,name\n1,20,1.5,001,true,a\n2,,2,002,false,?\n");
        var dataset = Dataset.Open(Csv(path).With(("age", new NumberColumnConfig { Between = [0, 120] })), 1);

        Assert.Equal("id:integer age:number height:number code:category flag:boolean name:category", Types(dataset));
        Assert.Equal([0, 120], ((NumberColumnConfig)dataset.Resolved.Columns["age"]).Between!);
        Assert.Equal(["id", "age", "height", "code", "flag", "name"], dataset.Columns.Select(column => column.Name));
        Assert.Equal(["?|2|002", "a|1.5|001"], Read(dataset, "name", "height", "code").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_resolved_config_reads_the_same()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", "a,b,c\n1,x,1.5\n2,y,\n3,,2\n4,x,3\n");
        var dataset = Dataset.Open(Csv(path), 1);
        var again = Dataset.Open(dataset.Resolved, 1);

        Assert.Equal(dataset.Columns, again.Columns);
        Assert.Equal(Read(dataset, "a", "b", "c"), Read(again, "a", "b", "c"));
        Assert.Equal(Parts(dataset), Parts(again));
    }

    [Fact]
    public void Words_for_gaps_are_gaps_in_every_column()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", "a,b\n1,x\n?,?\n3,NA\n");
        var dataset = Dataset.Open(Csv(path, "?"), 1);

        Assert.Equal("a:integer b:category", Types(dataset));
        Assert.Equal(["1|x", "-|-", "3|NA"], Read(dataset, "a", "b"));
    }

    [Fact]
    public void Files_of_a_pattern_are_one_table_in_ordinal_order()
    {
        using var folder = new TemporaryFolder();
        folder.Write("day 1/b.csv", "x,y\n2,b\n");
        folder.Write("day 1/B.csv", "y,x\na,1\n");
        folder.WriteGzip("day 2/a.csv", "x,y\n3,c\n");
        folder.Write("day 2/.hidden.csv", "x,y\n9,z\n");
        var dataset = Dataset.Open(Csv(folder.Of("day ?/*.csv")), 1);

        Assert.Equal(["1|a", "2|b", "3|c"], Read(dataset, "x", "y"));
    }

    [Fact]
    public void A_pattern_without_files_is_a_missing_source()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<MissingSourceException>(() => Dataset.Open(Csv(folder.Of("*.csv")), 1));
        Assert.Equal($"{folder.Of("*.csv")}: no file matches.", error.Message);
    }

    [Fact]
    public void A_file_that_lacks_a_column_of_the_first_is_refused()
    {
        using var folder = new TemporaryFolder();
        folder.Write("1.csv", "height,y\n1,a\n");
        var second = folder.Write("2.csv", "heigth,y\n1,a\n");
        Assert.Equal($"{second}: there is no column \"height\". Did you mean \"heigth\"?",
            Complaint(() => Dataset.Open(Csv(folder.Of("*.csv")), 1)));
    }

    [Fact]
    public void A_declared_column_that_is_not_there_is_refused_with_the_nearest()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", "age,name\n1,a\n");
        var config = Csv(path).With(("agee", new NumberColumnConfig()), ("weight", new NumberColumnConfig()));
        Assert.Equal($"{path}: there is no column \"agee\" (data.columns.agee). Did you mean \"age\"?\n" +
            $"{path}: there is no column \"weight\" (data.columns.weight). There is \"age\", \"name\".", Complaint(() => Dataset.Open(config, 1)));
    }

    [Fact]
    public void A_table_of_a_header_only_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", "age,name\n");
        Assert.Equal($"{path}: the table has no rows, only a header.", Complaint(() => Dataset.Open(Csv(path), 1)));
    }

    [Fact]
    public void A_text_in_a_number_column_names_row_column_and_remedy()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", "age,n\n" + string.Concat(Enumerable.Range(1, 20).Select(row => row is 17 ? "abc,1\n" : "5,1\n")));
        var dataset = Dataset.Open(Csv(path).With(("age", new NumberColumnConfig())), 1);
        Assert.Equal($"{path}: row 17: column \"age\" is \"abc\". Expected a number; to accept it as a gap, add \"abc\" to data.source.missing.",
            Complaint(() => Read(dataset, "age")));
    }

    [Fact]
    public void A_category_that_is_declared_a_number_is_one_line_with_the_remedies()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", "age,n\nred,1\nbl\0ue,1\n5,1\n");
        var dataset = Dataset.Open(Csv(path).With(("age", new NumberColumnConfig())), 1);
        Assert.Equal($"{path}: row 1: column \"age\" is \"red\". Expected a number; to accept it as a gap, add \"red\" to data.source.missing. " +
            "The same holds of 1 more cell in the 3 rows read: \"bl\\u0000ue\" in row 2. If these are names, declare the column as category.",
            Complaint(() => Read(dataset, "age")));
    }

    [Fact]
    public void A_column_of_numbers_with_an_infinity_is_refused_where_it_stands()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", "x,y\n1.5,2\n-inf,3\n");
        var dataset = Dataset.Open(Csv(path), 1);
        Assert.Equal("x:number y:integer", Types(dataset));
        Assert.Equal($"{path}: row 2: column \"x\" is \"-inf\". Expected a finite number; leave the cell empty where the value is not known.",
            Complaint(() => Read(dataset, "x")));
    }

    [Fact]
    public void Reading_an_unknown_column_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", "x,y\n1.5,2\n");
        var dataset = Dataset.Open(Csv(path) with { Split = new RandomSplitConfig { Validation = 0, Test = 0 } }, 1);
        Assert.Equal($"{path}: there is no column \"zzz\". There is \"x\", \"y\".", Complaint(() => dataset.Read(["zzz"], default)));
    }

    [Fact]
    public void A_file_that_changes_is_noticed()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", "x,y\n1.5,2\n1,2\n1,3\n");
        var dataset = Dataset.Open(Csv(path), 1);
        folder.Write("t.csv", "x,y\n1.5,2\n1,2\n");
        Assert.Equal($"{path}: the number of rows changed since it was opened. Leave the file alone during a run.", Complaint(() => Read(dataset, "x")));
    }

    [Fact]
    public void Reading_can_be_cancelled()
    {
        using var folder = new TemporaryFolder();
        var dataset = Dataset.Open(Csv(folder.Write("t.csv", "x,y\n1.5,2\n1,2\n")), 1);
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => dataset.Read(["x"], cancel.Token).Count());
    }
}
